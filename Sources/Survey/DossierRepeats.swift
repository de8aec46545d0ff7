/// The dossiers that one file or list has named so far, to find those that it names again.
///
/// A dossier that is named twice with the same particulars counts once; with others, nobody knows which are meant.
public struct DossierRepeats<Key: Hashable & Sendable>: Sendable {
    /// What a row says about a dossier that an earlier row had.
    public enum Verdict: Sendable, Hashable {
        case first
        /// - Parameter row: the first one that named the dossier.
        case same(row: Int)
        case contradicts(row: Int)
    }

    // Files have a million rows: a hash of the particulars takes a third of what they do.
    private var seen: [Key: (row: Int, particulars: Int)] = [:]

    public init() {}

    /// - Parameters:
    ///   - key: what the dossier is known by.
    ///   - row: the line or index.
    public mutating func take(_ key: Key, _ dossier: Dossier, row: Int) -> Verdict {
        let particulars = dossier.hashValue
        guard let before = seen[key] else {
            seen[key] = (row, particulars)
            return .first
        }
        return before.particulars == particulars ? .same(row: before.row) : .contradicts(row: before.row)
    }
}

extension FieldProblem {
    /// A dossier that stands in a file twice, with other particulars.
    ///
    /// - Parameter first: the line or index that had it first.
    public static func contradiction(_ code: DossierCode, row: Int, first: Int) -> FieldProblem {
        FieldProblem(
            row: row, field: "dossier_code", value: code.text,
            reason: Localized(
                vi: "hồ sơ này đã có ở dòng \(first) với thông tin khác",
                en: "row \(first) has this dossier already, with other particulars"))
    }
}
