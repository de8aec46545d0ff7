/// What the rows of a report stand for.
public enum Grouping: String, Sendable, CaseIterable, Codable {
    /// The level of the desk's unit.
    case level
    /// The citizen's commune.
    case commune
    case desk
    case procedure
    /// No rows, the total alone.
    case none
}

/// Which figures a report is asked for.
public struct ReportRequest: Sendable, Hashable {
    public var by: Grouping
    /// Both inclusive; nil: no bound. Answers belong to the month in which their dossier was completed.
    public var from: Month?
    public var to: Month?
    public var boundaries: Boundaries
    public var channels: Set<Channel>
    /// Only these desks; nil: all.
    public var desks: Set<Desk.ID>?

    public init(
        by: Grouping, from: Month? = nil, to: Month? = nil, boundaries: Boundaries = .now,
        channels: Set<Channel> = Set(Channel.allCases), desks: Set<Desk.ID>? = nil
    ) {
        self.by = by
        self.from = from
        self.to = to
        self.boundaries = boundaries
        self.channels = channels
        self.desks = desks
    }
}

/// The counts behind one row of a report: of dossiers, and of answers to the first question.
public struct ReportCounts: Sendable, Hashable {
    public var completed = 0
    public var early = 0
    public var onTime = 0
    public var late = 0
    public var direct = 0
    public var online = 0
    public var post = 0
    public var digitised = 0
    /// Dossiers for which a slip, QR or link was made at least once, here or elsewhere; of links made elsewhere only the
    /// answered ones are known.
    public var issued = 0
    /// Those among `issued` that are known by their answer alone; never published.
    public var issuedElsewhere = 0
    /// Dossiers whose slip was made void; they stay among the completed.
    public var voided = 0
    /// Answers by level of the first question, `3`, `2`, `1` in the three-level questionnaire.
    public var levels: [String: Int] = [:]
    public var answers = 0
    public var satisfied = 0

    public init() {}

    public static func += (a: inout ReportCounts, b: ReportCounts) {
        a.completed += b.completed
        a.early += b.early
        a.onTime += b.onTime
        a.late += b.late
        a.direct += b.direct
        a.online += b.online
        a.post += b.post
        a.digitised += b.digitised
        a.issued += b.issued
        a.issuedElsewhere += b.issuedElsewhere
        a.voided += b.voided
        a.levels.merge(b.levels, uniquingKeysWith: +)
        a.answers += b.answers
        a.satisfied += b.satisfied
    }
}

/// One row of a report, or its total.
public struct ReportRow: Sendable, Hashable {
    public var code: String
    public var name: String
    public var validFrom: Day?
    public var counts: ReportCounts
    /// Whether the figures of its answers may not be shown.
    public var isSuppressed: Bool
    /// The row that it is in a table on the closed list; nil for one of desks that the catalogue no longer places.
    public var subject: TableRow?
    /// The scale that its answers are on, as in ``AnswerAtom/scale``; empty where nothing is known of answers.
    public var scale = ""
    /// The day of the figures of its answers, which may be older than the rest; nil where they are not shown.
    public var asOf: Day?
    /// The completed dossiers that answers from before (``asOf``) are of; nil: not known, or those of the row.
    public var answersOf: Int?
    /// The periods whose shown answers these are the sum of, where the row's own figures lag behind them; else empty.
    public var parts: [Period] = []

    public init(
        code: String, name: String, validFrom: Day?, counts: ReportCounts, isSuppressed: Bool = false,
        subject: TableRow? = nil
    ) {
        self.subject = subject
        self.code = code
        self.name = name
        self.validFrom = validFrom
        self.counts = counts
        self.isSuppressed = isSuppressed
    }

    /// The satisfied share with its 95 % Wilson interval; nil without answers, or when they may not be shown.
    public var satisfaction: WilsonInterval? {
        isSuppressed ? nil : WilsonInterval(satisfied: counts.satisfied, of: counts.answers)
    }

    /// Answers ÷ completed, both numbers of this row: the response rate of every page, file and target. Answers that wait
    /// or are hidden are not in it. nil when nothing was completed, or the answers may not be shown.
    public var responseRate: Double? { rate(of: counts.completed) }

    /// A further number, for whoever compares: answers ÷ the completed dossiers that they are of, both of the figures' own
    /// day and months; nil as ``responseRate``, or when it is not known how many dossiers those are.
    public var responseRateThen: Double? { answeredOf.flatMap { rate(of: $0) } }

    private func rate(of completed: Int) -> Double? {
        isSuppressed || completed == 0 ? nil : Double(counts.answers) / Double(completed)
    }

    /// The completed dossiers that the answers are of; nil where that is not known.
    public var answeredOf: Int? { asOf == nil ? counts.completed : answersOf }

    /// Slips ÷ completed; nil when nothing was completed.
    public var coverage: Double? { counts.completed == 0 ? nil : Double(counts.issued) / Double(counts.completed) }
}

/// The aggregates that were asked for.
public struct Report: Sendable, Hashable {
    public var request: ReportRequest
    /// By code, then by first day.
    public var rows: [ReportRow]
    public var total: ReportRow
    /// The levels of the questionnaires whose answers are counted, the best first; answers on other scales are left out.
    public var levels: [String]

    public init(request: ReportRequest, rows: [ReportRow], total: ReportRow, levels: [String]) {
        self.request = request
        self.rows = rows
        self.total = total
        self.levels = levels
    }
}
