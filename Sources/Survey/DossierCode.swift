import Foundation

/// The code of a dossier (mã hồ sơ): agency, day of receipt, running number, in either national form.
///
/// For example `000.00.18.H40-240501-0001` or `H40.18-240501-0001`. Codes are sequential, so they are never a key to
/// anything public, and the database does not hold them.
public struct DossierCode: Sendable, Hashable {
    /// NFC-normalised, trimmed and in upper case.
    public let text: String

    /// - Throws: `SurveyError` (`invalid`) when the text has neither national form.
    public init(_ text: String) throws {
        let tidied = CodeText.tidied(text)
        guard DossierCode.matches(Array(tidied.utf8)) else {
            throw SurveyError(
                .invalid,
                vi: "mã hồ sơ không đúng dạng, ví dụ đúng: H40.18-240501-0001 hoặc 000.00.18.H40-240501-0001",
                en: "not a dossier code, which looks like H40.18-240501-0001 or 000.00.18.H40-240501-0001"
            )
        }
        self.text = tidied
    }

    /// Whether bytes have the form
    /// `^(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})-\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-\d{4,7}$`.
    ///
    /// By hand, since a file of 100,000 codes goes through here.
    private static func matches(_ bytes: [UInt8]) -> Bool {
        let parts = bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 3 else { return false }
        let agency = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isAgency =
            if agency.count == 4, agency[0].count == 3, areDigits(agency[0]) {
                agency[1].count == 2 && areDigits(agency[1]) && agency[2].count == 2 && areDigits(agency[2])
                    && isLetterAndTwoDigits(agency[3])
            } else {
                (1...4).contains(agency.count) && isLetterAndTwoDigits(agency[0])
                    && agency.dropFirst().allSatisfy { (1...3).contains($0.count) && areDigits($0) }
            }
        let day = Array(parts[1])
        guard isAgency, day.count == 6, areDigits(parts[1]) else { return false }
        let month = (day[2] - 48) * 10 + day[3] - 48
        let ofMonth = (day[4] - 48) * 10 + day[5] - 48
        return (1...12).contains(month) && (1...31).contains(ofMonth) && (4...7).contains(parts[2].count)
            && areDigits(parts[2])
    }

    private static func areDigits(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.allSatisfy { (48...57).contains($0) }
    }

    private static func isLetterAndTwoDigits(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count == 3 && bytes.first.map { (65...90).contains($0) } == true && areDigits(bytes.dropFirst())
    }
}
