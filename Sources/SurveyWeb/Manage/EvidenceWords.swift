import Survey

/// Puts what goes with a figure into sentences.
struct EvidenceWords: Sendable {
    let texts: Texts
    let catalogue: Catalogue
    let questionnaires: QuestionnaireLibrary

    /// - Parameters:
    ///   - criteria: what is below its target. Reasons and procedures say something of answers only; lateness goes with
    ///     everything.
    ///   - desks: the unit's, whose names are cut where all begin alike.
    func sentences(_ evidence: Evidence, criteria: Set<Criterion>, desks: Set<Desk.ID>) -> [String] {
        let isOfAnswers = criteria.contains(where: \.isOfAnswers)
        return (isOfAnswers ? ofAnswers(evidence, desks) : []) + ofLateness(evidence)
    }

    private func ofAnswers(_ evidence: Evidence, _ desks: Set<Desk.ID>) -> [String] {
        let numbers = NumberStyle(language: texts.language)
        var sentences: [String] = []
        if !evidence.reasons.isEmpty {
            let parts = evidence.reasons.map { reason in
                let words = questionnaires.reason(reason.reason, scale: reason.scale, texts.language)
                return "\(words) (\(numbers.whole(reason.count)))"
            }
            sentences.append(texts.filled("evidenceReasons", ["list": parts.joined(separator: "; ")]))
        }
        if !evidence.places.isEmpty {
            let ids = desks.sorted()
            let short = ShortNames(ids.map { catalogue.desks[$0]?.name ?? "–" }, longest: 44).names
            let names = Dictionary(zip(ids, short), uniquingKeysWith: { first, _ in first })
            let parts = evidence.places.map { place in
                let share = place.count.interval.map { numbers.percent($0.share) } ?? "–"
                let procedure = catalogue.procedures[place.procedureID]?.name ?? "–"
                let desk = names[place.deskID] ?? catalogue.desks[place.deskID]?.name ?? "–"
                return "\(procedure), \(desk): \(share) (\(numbers.whole(place.count.n)))"
            }
            sentences.append(texts.filled("evidencePlaces", ["list": parts.joined(separator: "; ")]))
        }
        return sentences
    }

    private func ofLateness(_ evidence: Evidence) -> [String] {
        let numbers = NumberStyle(language: texts.language)
        var sentences: [String] = []
        if evidence.completed > 0 {
            sentences.append(
                texts.filled(
                    "evidenceLate",
                    [
                        "late": numbers.whole(evidence.late), "completed": numbers.whole(evidence.completed),
                        "share": numbers.percent(Double(evidence.late) / Double(evidence.completed)),
                    ]))
        }
        if !evidence.lateness.isEmpty {
            let parts = evidence.lateness.map { part in
                let name = catalogue.procedures[part.procedureID]?.name ?? "–"
                return "\(name) (\(numbers.whole(part.late)) / \(numbers.whole(part.completed)))"
            }
            sentences.append(texts.filled("evidenceLateProcedures", ["list": parts.joined(separator: "; ")]))
        }
        return sentences
    }
}
