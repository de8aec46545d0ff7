import Survey
import SurveyStore

/// Published rows in their ranks, and how each moved since earlier periods.
struct RankedRows: Sendable {
    /// What a row is in every period: its code, and since when the code has this meaning.
    struct Key: Hashable, Sendable {
        let code: String
        let since: Day?

        init(_ row: ReportRow) {
            code = row.code
            since = row.validFrom
        }
    }

    /// A row's place, and the rows that it shares the rank with.
    struct Ranked: Sendable {
        let row: ReportRow
        let entry: UnitRanking<Key>.Entry
        let isShared: Bool
        /// Its share against the period before.
        let change: ShareChange.Verdict
        /// One for each of the earlier periods.
        let moves: [RankMove]
    }

    /// The earlier periods that ranks are compared with, the nearest first.
    let earlier: [Period]
    let ranked: [Ranked]
    /// Those with too few answers, by code.
    let others: [ReportRow]

    /// - Parameters:
    ///   - rows: of the period, all that are published: whoever looks, the same unit has the same estimate and rank.
    ///   - earlier: the same of the periods before, the period just before first.
    ///   - minimum: the fewest answers for a rank.
    ///   - isShown: whether a row is within the scope; of the others there is nothing in the result but what the ranks
    ///     and estimates of these owe to them.
    init(
        _ rows: [ReportRow], earlier: [(period: Period, rows: [ReportRow])], minimum: Int,
        isShown: (ReportRow) -> Bool = { _ in true }
    ) {
        let ranking = RankedRows.ranking(rows, minimum: minimum)
        let moves = earlier.map { ranking.moves(since: RankedRows.ranking($0.rows, minimum: minimum)) }
        let byKey = Dictionary(rows.map { (Key($0), $0) }, uniquingKeysWith: { first, _ in first })
        let before = earlier.first?.rows ?? []
        let shared = Dictionary(grouping: ranking.entries, by: \.rank)
        self.earlier = earlier.map(\.period)
        ranked = ranking.entries.compactMap { entry in
            byKey[entry.id].flatMap { row in
                guard isShown(row) else { return nil }
                let last = before.first { Key($0) == entry.id }
                let change = ShareChange(from: last, to: row, minimum: minimum)
                return Ranked(
                    row: row, entry: entry, isShared: (shared[entry.rank]?.count ?? 1) > 1,
                    change: change?.verdict ?? .notEnoughAnswers,
                    moves: moves.map { $0[entry.id] ?? .notEnoughAnswers })
            }
        }
        let places = Set(ranking.entries.map(\.id))
        others = rows.filter { isShown($0) && !places.contains(Key($0)) && $0.hasFigures }
    }

    private static func ranking(_ rows: [ReportRow], minimum: Int) -> UnitRanking<Key> {
        UnitRanking(
            rows.compactMap { row in row.shownCount.map { (id: Key(row), count: $0) } }, minimum: minimum)
    }
}

extension RankMove {
    /// What is said of a move, with the ranks that it is between where it is clear.
    func written(_ language: Language) -> String {
        let words = words[language]
        return switch self {
        case .up(let from, let to), .down(let from, let to): "\(words) (\(from.written) → \(to.written))"
        case .noClearChange, .notEnoughAnswers, .otherScale: words
        }
    }
}

extension ClosedRange<Int> {
    /// Ranks: `2–5`, or `2` alone.
    var written: String { count == 1 ? "\(lowerBound)" : "\(lowerBound)–\(upperBound)" }
}

extension Period {
    /// The period of the same kind before, and the longer ones before: last month, last quarter, last year.
    var earlier: [Period] {
        let longer: [Period] =
            switch self {
            case .month(let month):
                [.quarter(year: month.year, quarter: (month.ofYear + 2) / 3), .year(month.year)]
            case .quarter(let year, _): [.year(year)]
            case .year, .everything: []
            }
        return ([self] + longer).compactMap { $0.moved(by: -1) }
    }
}

extension Site {
    /// The rows of a scope in their ranks among all, beside those of earlier periods that have figures.
    ///
    /// All rows are published (`/results`), so that a scope's ranks tell nothing that is not public.
    func rankedRows(
        _ choice: OverviewChoice, scope: ManageScope, known: ClosedRange<Month>
    ) async throws -> RankedRows {
        func rows(_ period: Period) async throws -> [ReportRow] {
            try await figures(choice.request(by: choice.by, period: period)).rows
        }
        var earlier: [(Period, [ReportRow])] = []
        for period in choice.period.earlier where period.months?.overlaps(known) ?? false {
            earlier.append((period, try await rows(period)))
        }
        return RankedRows(
            try await rows(choice.period), earlier: earlier, minimum: try store.settings().smallCell
        ) { scope.contains($0, by: choice.by) }
    }
}
