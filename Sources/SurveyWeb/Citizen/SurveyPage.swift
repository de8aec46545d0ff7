import Survey

/// The survey: what is rated, the questions, and what was typed and is wrong when a form comes back.
struct SurveyPage: Page {
    static let template = "survey"

    /// One value that can be ticked.
    struct Option: Sendable {
        let code: String
        let value: String
        let text: String
        /// The path of a face; empty where there is none.
        let face: String
        let isTicked: Bool
        /// Whether ticking it brings up the reasons.
        let leadsToReasons: Bool
    }

    struct Question: Sendable {
        let code: String
        let text: String
        let options: [Option]
        let error: String?
    }

    struct Comment: Sendable {
        let code: String
        let text: String
        let typed: String
        let limit: Int
        let error: String?
    }

    /// Where the form goes when it is not the citizen's own device that shows it.
    struct Entry: Sendable {
        let action: String
        let csrf: String
        let token: String
    }

    let frame: Frame
    let t: [String: String]
    let heading: String
    let procedure: String
    let desk: String
    let day: String
    /// Whether the names above are in another language than the page: they stay in Vietnamese.
    let isForeign: Bool
    /// How the faces stand on a wide page: `three` beside one another, `many` below.
    let shape: String
    let overall: Question
    /// The questions that only some overall answers lead to.
    let reasons: [Question]
    let comment: Comment?
    let more: [Question]
    let moreQuestions: String
    /// Whether the further questions stand open, since something in them was ticked or is wrong.
    let isOpen: Bool
    let notice: String
    /// nil on a citizen's own device: there the form goes to the page's own address, and no token is in it.
    let entry: Entry?

    /// - Parameters:
    ///   - form: what came back; nil for a fresh page, on which nothing is ticked.
    ///   - settings: what the notice says of how long things are kept.
    init(
        frame: Frame, texts: Texts, subject: SurveySubject, questionnaire: Questionnaire, form: AnswerForm?,
        settings: Settings, entry: Entry? = nil
    ) {
        let words = questionnaire.texts[texts.language]
        let leading = Set(questionnaire.questions.flatMap(\.onlyAfterOverall))
        let faces = Face.scale(of: questionnaire.levels.count)
        func problem(_ code: String) -> String? {
            form?.problems.first { $0.question == code }.map { texts.problem($0.kind) }
        }
        func question(_ question: Questionnaire.Question) -> Question {
            let options = question.values.enumerated().map { index, value in
                let isOverall = question.code == "overall"
                let text = question.kind == .level ? words?.levels[value] : words?.values[question.code]?[value]
                return Option(
                    code: question.code, value: value, text: text ?? value, face: isOverall ? faces[index].path : "",
                    isTicked: form?.ticked[question.code]?.contains(value) ?? false,
                    leadsToReasons: isOverall && leading.contains(value))
            }
            return Question(
                code: question.code, text: words?.questions[question.code] ?? question.code, options: options,
                error: problem(question.code))
        }
        let rest = questionnaire.questions.dropFirst()
        self.frame = frame
        t = texts.table
        heading = words?.title ?? ""
        // Long names are cut, so that the page stays small on a slow line.
        procedure = SurveyPage.shortened(subject.procedure, to: SurveyPage.longest.procedure)
        desk = SurveyPage.shortened(subject.desk, to: SurveyPage.longest.desk)
        day = subject.completedOn.written(texts.language)
        isForeign = texts.language != .vietnamese
        shape = questionnaire.levels.count <= 3 ? "three" : "many"
        overall = question(questionnaire.questions[0])
        reasons = rest.filter { $0.kind == .several }.map(question)
        comment = rest.first { $0.kind == .comment }.map {
            Comment(
                code: $0.code, text: words?.questions[$0.code] ?? $0.code, typed: form?.comment ?? "",
                limit: Survey.Comment.limit, error: problem($0.code))
        }
        more = rest.filter { $0.kind == .level || $0.kind == .choice }.map(question)
        moreQuestions = texts.filled("moreQuestions", ["count": String(more.count)])
        isOpen = more.contains { question in question.error != nil || question.options.contains { $0.isTicked } }
        self.entry = entry
        // Only a citizen's own device is given the cookie that counts its answers.
        notice = texts.filled(
            entry == nil ? "notice" : "noticeEntry",
            ["days": String(settings.retentionDays), "months": String(settings.commentRetentionMonths)])
    }

    /// The most letters of a procedure's and a desk's name.
    static let longest = (procedure: 100, desk: 70)

    private static func shortened(_ name: String, to length: Int) -> String {
        name.count <= length ? name : name.prefix(length - 1) + "…"
    }
}

extension Texts {
    /// What is wrong with a field, from the survey's texts.
    fileprivate func problem(_ kind: AnswerForm.Problem.Kind) -> String {
        switch kind {
        case .missing: self["problem.missing"]
        case .unknown: self["problem.unknown"]
        case .tooMany: self["problem.tooMany"]
        case .tooLong(let count):
            filled("problem.tooLong", ["count": "\(count)", "limit": "\(Survey.Comment.limit)"])
        }
    }
}

/// What is rated, in words.
struct SurveySubject: Sendable, Hashable {
    let procedure: String
    let desk: String
    let completedOn: Day
}

/// A face, drawn with strokes in a circle of radius 8 about (12, 12).
enum Face: CaseIterable {
    case delighted, content, neutral, displeased, upset

    var path: String {
        switch self {
        case .delighted: "M8.5 8.8v.9M15.5 8.8v.9M7 13.2h10a5 4.6 0 0 1-10 0z"
        case .content: "M8.5 9v.9M15.5 9v.9M7.8 14.2q4.2 3.6 8.4 0"
        case .neutral: "M8.5 9v.9M15.5 9v.9M8 15.2h8"
        case .displeased: "M8.5 9v.9M15.5 9v.9M7.8 16.4q4.2-3.6 8.4 0"
        case .upset: "m7 8 3 1.4M17 8l-3 1.4M8.8 10.6v.4M15.2 10.6v.4M7.6 17q4.4-4.4 8.8 0"
        }
    }

    /// As many faces as there are levels, the best first.
    static func scale(of count: Int) -> [Face] {
        switch count {
        case 3: [.delighted, .content, .displeased]
        case 2: [.content, .displeased]
        case 4: [.delighted, .content, .displeased, .upset]
        default: (0..<count).map { allCases[count == 1 ? 0 : $0 * (allCases.count - 1) / (count - 1)] }
        }
    }
}
