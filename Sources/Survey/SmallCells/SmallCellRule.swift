/// Decides which figures of answers may be shown, for every way out: pages, files, the API, public results, comments.
///
/// No cell under the threshold is shown, none in which all answers agree and every dossier was answered, and none from
/// which such a cell could be worked out together with everything shown before. <doc:SmallCells> has the closed list of
/// tables, the rule and the argument for it.
public struct SmallCellRule: Sendable {
    /// The fewest answers in a cell that is shown, and the fewest by which a shown cell moves.
    public let threshold: Int

    /// - Parameter threshold: the setting `small_cell`, 2 at the least.
    public init(threshold: Int = 5) {
        self.threshold = max(2, threshold)
    }

    /// What may be published now, given what was published before.
    ///
    /// - Parameters:
    ///   - snapshot: everything counted now. Fewer answers than were published is an error of the caller; the release then
    ///     stays as it was.
    ///   - previous: the release before, an empty one at first.
    ///   - today: the day that new figures bear, and that says which boundaries are today's.
    /// - Returns: the previous release, with further steps if any figure may move.
    public func release(
        of snapshot: TallySnapshot, after previous: Release, catalogue: Catalogue, on today: Day
    ) -> Release {
        let published = previous.answers
        var arriving: Set<Month> = []
        for (atom, counts) in snapshot.answers {
            let new = counts.answers - (published[atom]?.answers ?? 0)
            if new < 0 { return previous }
            if new > 0 { arriving.insert(atom.dossiers.month) }
        }
        var release = previous
        let begun = Set(published.keys.map(\.dossiers.month))
        var months = arriving.sorted()[...]
        while let first = months.first {
            // Months without any figure yet can be taken in together; a month that has some is looked at by itself, so
            // that answers which are not out yet do not make its cells look full.
            // After a restart everything is one step, so that whatever was shown is weighed first.
            let resumes = release.steps.isEmpty && !release.former.isEmpty
            let run = resumes ? Array(months) : [first] + months.dropFirst().prefix { !begun.contains($0) }
            months.removeFirst(run.count)
            release = self.release(
                run,
                of: snapshot.answers.filter { $0.key.dossiers.month <= run[run.count - 1] }
                    .merging(published) { counted, _ in counted },
                completed: snapshot.completed, after: release, catalogue: catalogue, on: today)
        }
        return release
    }

    /// Takes in the new answers of some months, and with the first what no figure could move for before.
    private func release(
        _ months: [Month], of answers: [AnswerAtom: AnswerCounts], completed: [DossierAtom: Int],
        after previous: Release, catalogue: Catalogue, on today: Day
    ) -> Release {
        let resumes = previous.steps.isEmpty && !previous.former.isEmpty
        var arrivals: [Month: [Release.Step.Entry]] = [:]
        let before = previous.answers
        for (atom, counts) in answers {
            let new = counts - (before[atom] ?? AnswerCounts())
            guard new.answers > 0 else { continue }
            let month = resumes ? months[0] : max(atom.dossiers.month, months[0])
            arrivals[month, default: []].append(.init(atom: atom, counts: new))
        }
        var publication = Publication(
            rule: self, snapshot: TallySnapshot(answers: answers, completed: completed), previous: previous,
            catalogue: catalogue, today: today)
        for month in resumes ? Array(months.prefix(1)) : months {
            publication.advance(with: (arrivals[month] ?? []).sorted { $0.atom.order < $1.atom.order })
        }
        return publication.release
    }

    /// Whether a part may be shown beside the whole that it was taken from, such as the answers that are not doubtful.
    ///
    /// - Parameters:
    ///   - part: the answers that would be shown.
    ///   - whole: those that are shown already.
    public func mayShow(part: Int, beside whole: Int) -> Bool {
        part >= threshold && (part == whole || whole - part >= threshold)
    }
}

extension AnswerAtom {
    /// A fixed order, so that the same counts always give the same decision.
    var order: String {
        "\(dossiers.month)|\(dossiers.deskID)|\(dossiers.communeID)|\(dossiers.procedureID)|\(channel.rawValue)|\(scale)"
    }
}
