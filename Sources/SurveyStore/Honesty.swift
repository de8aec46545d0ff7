import Foundation
import GRDB
public import Survey

/// How many of a number of answers bear a sign, as far as it may be told.
public enum ShownPart: Sendable, Hashable {
    case exactly(SatisfiedCount)
    /// Fewer than the threshold, maybe none.
    case fewerThan(Int, of: Int)
    /// All but fewer than the threshold.
    case moreThan(Int, of: Int)
    /// Too few answers are left to tell anything.
    case untold
}

/// The satisfaction without the answers that bear a sign of doubt.
public enum Undoubted: Sendable, Hashable {
    /// No answer bears one.
    case all
    case shown(SatisfiedCount)
    /// There are such answers, and they or the rest are too few to be shown apart.
    case untold
}

/// What one desk's month tells of how honestly its answers came about, as far as it may be shown.
public struct DeskHonesty: Sendable {
    public let deskID: Desk.ID
    /// All answers that are shown, doubtful or not; nil where there are too few.
    public let answers: SatisfiedCount?
    /// The day of the answers.
    public let asOf: Day?
    public let undoubted: Undoubted
    public let parts: [HonestySignal: ShownPart]
    /// Slips on late dossiers against slips on others, weekday by weekday.
    public let issueGap: IssueGap
}

/// The honesty of a month's answers: every desk's signals, and how far each stands out.
public struct MonthHonesty: Sendable {
    public let month: Month
    public let desks: [DeskHonesty]
    /// Made from the desks whose figures are shown alone, so that it tells nothing of the others.
    public let report: SignalReport<Desk.ID>
}

extension Store {
    /// The signals of a month, each desk's as it was when its figures were last shown; numbers of dossiers and slips as
    /// they are now.
    public func honesty(in month: Month) async throws -> MonthHonesty {
        let figures = try await releasedFigures()
        let rule = SmallCellRule(threshold: try settings().smallCell)
        let slips = try await signals(month...month)
        let released = try await read { db in try ReleasedSignals.all(in: month, figures, db) }
        let watchesNetworks = !(try settings()).staffNetworks.isEmpty
        var counts: [HonestySignal: [(desk: Desk.ID, count: SatisfiedCount)]] = [:]
        var gaps: [(desk: Desk.ID, gap: IssueGap)] = []
        var desks: [DeskHonesty] = []
        for slips in slips where !slips.issued.isEmpty || released[slips.deskID] != nil {
            let (desk, signals) = (slips.deskID, released[slips.deskID])
            var own = signals?.counts ?? [:]
            if !watchesNetworks { own[.officeNetwork] = nil }
            own[.missingSlips] = slips.missingSlips
            for (signal, count) in own { counts[signal, default: []].append((desk, count)) }
            let gap = IssueGap(slips.issueDays)
            gaps.append((desk, gap))
            var parts = own.mapValues { rule.part($0, beside: signals?.answers.n ?? 0) }
            parts[.missingSlips] = slips.missingSlips.map { .exactly($0) }
            // Assisted answers are a table of their own, which has more to heed than this page.
            if signals != nil { parts[.assisted] = figures.assisted(at: desk, in: month, signals) }
            desks.append(
                DeskHonesty(
                    deskID: desk, answers: signals?.answers, asOf: signals?.asOf,
                    undoubted: signals.map { rule.undoubted($0, completed: slips.completed) } ?? .untold,
                    parts: parts, issueGap: gap))
        }
        return MonthHonesty(month: month, desks: desks, report: SignalReport(counts: counts, issueGaps: gaps))
    }
}

extension DeskSignals {
    var completed: Int { issued.reduce(0) { $0 + $1.completed } }

    /// Dossiers without a slip, of all that were completed.
    fileprivate var missingSlips: SatisfiedCount? {
        completed == 0
            ? nil : SatisfiedCount(satisfied: issued.reduce(0) { $0 + $1.completed - $1.issued }, of: completed)
    }

    /// Late dossiers against others, by weekday.
    fileprivate var issueDays: [IssueGap.IssueDay] {
        issued.compactMap {
            IssueGap.IssueDay(
                stratum: $0.weekday, isBad: $0.timeliness == .late, completed: $0.completed, issued: $0.issued)
        }
    }
}

extension ReleasedFigures {
    fileprivate func assisted(at desk: Desk.ID, in month: Month, _ signals: ReleasedSignals?) -> ShownPart {
        guard let signals else { return .untold }
        let table = TableRequest(rows: .desk, period: .month(month), selection: .assisted, scale: signals.scale)
        guard let cell = cell(.desk(desk), in: table),
            let count = SatisfiedCount(satisfied: cell.counts.answers, of: signals.answers.n)
        else { return .untold }
        return .exactly(count)
    }
}

extension SmallCellRule {
    /// How many of the answers whose sign is known bear it.
    ///
    /// - Parameter whole: the answers that are shown.
    fileprivate func part(_ count: SatisfiedCount, beside whole: Int) -> ShownPart {
        guard mayShow(part: count.n, beside: whole) else { return .untold }
        if mayShow(part: count.satisfied, beside: count.n) { return .exactly(count) }
        return count.satisfied < threshold
            ? .fewerThan(threshold, of: count.n) : .moreThan(count.n - threshold, of: count.n)
    }

    /// The satisfaction without doubtful answers, where neither they nor the others are too few, nor agree while every
    /// dossier was answered.
    fileprivate func undoubted(_ signals: ReleasedSignals, completed: Int) -> Undoubted {
        let (whole, rest) = (signals.answers, signals.undoubted)
        if rest.n == whole.n { return .all }
        guard mayShow(part: rest.n, beside: whole.n) else { return .untold }
        let doubtful = SatisfiedCount(satisfied: whole.satisfied - rest.satisfied, of: whole.n - rest.n)
        let agrees = [rest, doubtful].contains { $0.map { $0.satisfied == 0 || $0.satisfied == $0.n } ?? true }
        return agrees && whole.n >= completed ? .untold : .shown(rest)
    }
}
