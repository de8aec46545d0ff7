import HTTPTypes
import NIOCore
import Survey

extension CitizenPages {
    /// A survey that is longer than a page may be.
    struct Heavy: Sendable, Hashable {
        /// `three-level/1`
        let questionnaire: String
        let language: Language
        /// Of the page with its headers.
        let bytes: Int
    }

    /// The most bytes that a citizen's page takes, headers included: a phone on a poor line has it in its first round trips.
    static let most = 10_000

    /// Status line, date, and the cookie that counts a device's answers.
    private static let furtherHeaders = 170

    /// The surveys that are longer than ``most`` for a procedure and a desk with the longest names.
    ///
    /// Those that ship are not, as tests show; files that an office adds are only measured here.
    func heavySurveys(_ questionnaires: [Questionnaire], settings: Settings) throws -> [Heavy] {
        let name = "Đăng ký, cấp Giấy chứng nhận đối với trường hợp đã chuyển quyền sử dụng đất trước ngày 01/8/2024; "
        let long = String(repeating: name, count: 2)
        let subject = SurveySubject(
            procedure: String(long.prefix(SurveyPage.longest.procedure)),
            desk: String(long.prefix(SurveyPage.longest.desk)), completedOn: Day(number: 20_000))
        var heavy: [Heavy] = []
        for questionnaire in questionnaires.sorted(by: { $0.name < $1.name }) {
            for language in languages(of: questionnaire) {
                let page = try survey(subject, questionnaire: questionnaire, language: language, settings: settings)
                let head = page.headers.reduce(Self.furtherHeaders) {
                    $0 + $1.name.rawName.utf8.count + $1.value.utf8.count + 4
                }
                let bytes = page.body.readableBytes + head
                if bytes > Self.most {
                    heavy.append(Heavy(questionnaire: questionnaire.name, language: language, bytes: bytes))
                }
            }
        }
        return heavy
    }
}
