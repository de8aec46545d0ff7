/// What is wrong with one field of one row of input.
public struct FieldProblem: Sendable, Hashable {
    /// The line of a CSV file (the header is line 1) or the index in a JSON array (the first is 0).
    public let row: Int
    /// The column's or field's name, empty when the whole row is meant.
    public let field: String
    /// What stood there; never a dossier's code when it may reach a log.
    public let value: String
    public let reason: Localized

    public init(row: Int, field: String, value: String, reason: Localized) {
        self.row = row
        self.field = field
        self.value = value
        self.reason = reason
    }
}

/// Everything that is wrong with an input, of which nothing was taken: the first problems in full, and how many there are.
public struct InputProblems: Error, Sendable {
    /// As many as a person reads are kept, unless asked otherwise.
    public static let shown = 50

    public private(set) var first: [FieldProblem] = []
    public private(set) var count = 0
    private let limit: Int

    /// - Parameter limit: at most so many are kept; a program wants them all.
    public init(keeping limit: Int = InputProblems.shown) { self.limit = limit }

    public var isEmpty: Bool { count == 0 }

    public mutating func add(_ problem: FieldProblem) {
        count += 1
        if first.count < limit { first.append(problem) }
    }

    public mutating func add(row: Int, field: String, value: String, vi: String, en: String) {
        add(FieldProblem(row: row, field: field, value: value, reason: Localized(vi: vi, en: en)))
    }
}
