extension Report {
    /// The report as CSV (RFC 4180, UTF-8): the contract's columns, one line a row, the total as the last. What may not
    /// be shown is empty, with 1 in `suppressed`; answers from before bear their day, the dossiers that they are of, the
    /// periods that they are the sum of, and the response rate of their own day.
    public var csv: String {
        var text = Report.csvColumns.joined(separator: ",") + "\n"
        for row in rows + [total] { text += row.csvCells.map(CSVField.written).joined(separator: ",") + "\n" }
        return text
    }

    static let csvColumns = [
        "code", "name", "valid_from", "completed", "early", "on_time", "late", "direct", "online", "post", "digitised",
        "issued", "voided", "answers", "satisfied", "share", "low", "high", "response_rate", "suppressed", "as_of",
        "answers_of", "sum_of", "response_rate_then",
    ]
}

extension ReportRow {
    fileprivate var csvCells: [String] {
        let known = [
            counts.completed, counts.early, counts.onTime, counts.late, counts.direct, counts.online, counts.post,
            counts.digitised, counts.issued, counts.voided,
        ]
        let shares = [satisfaction?.share, satisfaction?.low, satisfaction?.high, responseRate]
        return [code, name, validFrom?.description ?? ""] + known.map(String.init)
            + (isSuppressed ? ["", ""] : ["\(counts.answers)", "\(counts.satisfied)"])
            + shares.map { $0.map(ReportRow.rounded) ?? "" }
            + [
                isSuppressed ? "1" : "0", asOf?.description ?? "", asOf == nil ? "" : answersOf.map(String.init) ?? "",
                parts.map(\.description).joined(separator: " "),
                asOf == nil ? "" : responseRateThen.map(ReportRow.rounded) ?? "",
            ]
    }

    private static func rounded(_ share: Double) -> String { "\((share * 10_000).rounded() / 10_000)" }
}

/// One field of a CSV file as it is written.
public enum CSVField {
    /// In quotes where the text needs them. A text that a spreadsheet would take for a formula gets an apostrophe in
    /// front, as OWASP advises; figures are left alone.
    public static func written(_ text: String) -> String {
        var text = text
        if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first), Double(text) == nil {
            text = "'" + text
        }
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x3B, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
