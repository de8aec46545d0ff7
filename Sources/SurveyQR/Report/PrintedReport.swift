public import Survey

/// A report as it is printed, filed and signed: who reports, what and for when, a chart, a table, notes, the checkpoint
/// that its figures can be held to, and room for a signature.
public struct PrintedReport: Sendable {
    public struct Column: Sendable, Hashable {
        public let title: String
        /// The head above this and its neighbours of the same group; empty for none.
        public let group: String
        /// Against the other columns.
        public let width: Double
        /// Numbers stand at the right, unless the row says which of its cells are some.
        public let isNumber: Bool

        public init(_ title: String, group: String = "", width: Double = 1, isNumber: Bool = true) {
            self.title = title
            self.group = group
            self.width = width
            self.isNumber = isNumber
        }
    }

    public struct Row: Sendable, Hashable {
        public let cells: [String]
        /// The cells that are numbers, which stand at the right; nil: those of number columns.
        public let numbers: Set<Int>?
        public let isBold: Bool

        public init(_ cells: [String], numbers: Set<Int>? = nil, isBold: Bool = false) {
            self.cells = cells
            self.numbers = numbers
            self.isBold = isBold
        }
    }

    /// Shares with their intervals, one below the other.
    public struct Chart: Sendable, Hashable {
        public struct Row: Sendable, Hashable {
            public let name: String
            /// 0 … 1; nil where it may not be shown.
            public let share: Double?
            public let low: Double
            public let high: Double
            /// What stands at the right end.
            public let words: String

            public init(name: String, share: Double?, low: Double, high: Double, words: String) {
                self.name = name
                self.share = share
                self.low = low
                self.high = high
                self.words = words
            }
        }

        public let title: String
        public let rows: [Row]
        /// The share of all together, as a dashed line.
        public let all: Double?
        /// What dot, bar and line are.
        public let legend: String

        public init(title: String, rows: [Row], all: Double?, legend: String) {
            self.title = title
            self.rows = rows
            self.all = all
            self.legend = legend
        }
    }

    public var office: String
    public var title: String
    /// Period, unit and whatever else stands below the title.
    public var subtitles: [String]
    /// Figures that stand before everything else, each with what it is.
    public var facts: [(name: String, value: String)]
    public var chart: Chart?
    public var columns: [Column]
    public var rows: [Row]
    public var notes: [String]
    /// One line that fixes all answers that were counted; nil before the first.
    public var checkpoint: String?
    public var dateLine: String
    /// Who signs, from left to right; the last one has room for the signature and stamp.
    public var signatories: [String]
    /// The day of the figures.
    public var day: Day
    public var language: Language

    public init(
        office: String, title: String, subtitles: [String], facts: [(name: String, value: String)] = [],
        chart: Chart? = nil, columns: [Column], rows: [Row], notes: [String], checkpoint: String? = nil,
        dateLine: String, signatories: [String], day: Day, language: Language = .vietnamese
    ) {
        self.office = office
        self.title = title
        self.subtitles = subtitles
        self.facts = facts
        self.chart = chart
        self.columns = columns
        self.rows = rows
        self.notes = notes
        self.checkpoint = checkpoint
        self.dateLine = dateLine
        self.signatories = signatories
        self.day = day
        self.language = language
    }

    /// Wide tables lie across.
    var isLandscape: Bool { columns.count > 9 }
}
