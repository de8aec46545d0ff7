import GRDB
import Survey

/// The rows of a file of units, for what can be checked only after the last of them.
struct SuccessorRows {
    /// The codes of rows that were not taken.
    private(set) var bad: Set<String> = []
    /// The last line of a row that ends, by its code and first day.
    private var ends: [String: Int] = [:]
    /// The last line of any row, by its code.
    private var lines: [String: Int] = [:]

    mutating func note(_ row: CSVRow, isGood: Bool) {
        guard isGood else {
            bad.insert(row["code"])
            return
        }
        lines[row["code"]] = row.line
        ends[SuccessorRows.key(row["code"], Validity(from: Day(row["valid_from"])).storedFrom)] = row.line
    }

    /// The line of the file that left an ended unit without its successor: its own, else that of the successor, which
    /// ends too early; 0 for what was there before.
    func line(ending unit: Row) -> Int {
        ends[SuccessorRows.key(unit["code"], unit["valid_from"])] ?? lines[unit["successor_code"] as String] ?? 0
    }

    private static func key(_ code: String, _ from: Int) -> String { "\(code)/\(from)" }
}

/// The counts of a file's situations so far: a repeated row changes nothing, one with other counts is an error.
struct SituationRows {
    private struct Key: Hashable {
        let unit: AdministrativeUnit.ID
        let month: Month
    }

    private var seen: [Key: (counts: [Int], row: Int)] = [:]

    /// The earlier row of the same unit and month when its counts are others; nil when there is none.
    mutating func contradiction(of counts: [Int], _ unit: AdministrativeUnit, _ month: Month, row: Int) -> Int? {
        let key = Key(unit: unit.id, month: month)
        if let first = seen[key] { return first.counts == counts ? nil : first.row }
        seen[key] = (counts, row)
        return nil
    }
}
