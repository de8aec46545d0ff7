public import Survey

/// One cell of a table: what it is, not how it is written.
public enum SheetCell: Sendable, Hashable {
    case text(String)
    case count(Int)
    /// 0 … 1, shown as a percentage with one decimal.
    case share(Double)
    /// 0 … 1 with two decimals, where one would round to something else than is printed elsewhere.
    case fineShare(Double)
    /// A number with one decimal.
    case decimal(Double)
    case day(Day)
    case month(Month)
    case empty

    /// As it stands in a CSV file: numbers with a point, shares as 0 … 1, days as `YYYY-MM-DD`.
    var csv: String {
        switch self {
        case .text(let text): text
        case .count(let count): "\(count)"
        case .share(let share), .fineShare(let share): "\((share * 10_000).rounded() / 10_000)"
        case .decimal(let number): "\((number * 10_000).rounded() / 10_000)"
        case .day(let day): day.description
        case .month(let month): month.description
        case .empty: ""
        }
    }

    /// What a spreadsheet shows it as; nil for text.
    var numberFormat: String? {
        switch self {
        case .text, .empty: nil
        case .count: "#,##0"
        case .share: "0.0%"
        case .fineShare: "0.00%"
        case .decimal: "0.0"
        case .day: "dd/mm/yyyy"
        case .month: "mm/yyyy"
        }
    }

    /// Its value where it is a number.
    var number: Double? {
        switch self {
        case .text, .empty: nil
        case .count(let count): Double(count)
        case .share(let number), .fineShare(let number), .decimal(let number): number
        // Spreadsheets count days from the end of 1899, by 25,569 earlier than 1970.
        case .day(let day): Double(day.number + 25_569)
        case .month(let month): Double(month.firstDay.number + 25_569)
        }
    }
}

enum SheetCSV {
    /// A file with a byte-order mark, by which spreadsheets know that it is UTF-8.
    static func text(_ header: [String], _ rows: [[SheetCell]]) -> String {
        let lines = [header] + rows.map { $0.map(\.csv) }
        return "\u{FEFF}" + lines.map { $0.map(CSVField.written).joined(separator: ",") + "\n" }.joined()
    }
}
