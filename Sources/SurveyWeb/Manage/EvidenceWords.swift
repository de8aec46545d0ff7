import Survey

/// Puts what goes with a figure into sentences.
struct EvidenceWords: Sendable {
    let texts: Texts
    let catalogue: Catalogue
    let questionnaires: QuestionnaireLibrary

    /// A sentence, and below it what it lists.
    struct Sentence: Sendable {
        struct List: Sendable {
            let items: [String]
        }

        let text: String
        var list: List?
    }

    /// - Parameter criteria: what is below its target. Reasons and procedures say something of answers only; lateness goes
    ///   with everything.
    func sentences(_ evidence: Evidence, criteria: Set<Criterion>) -> [Sentence] {
        let isOfAnswers = criteria.contains(where: \.isOfAnswers)
        return (isOfAnswers ? ofAnswers(evidence) : []) + ofLateness(evidence)
    }

    private func ofAnswers(_ evidence: Evidence) -> [Sentence] {
        let numbers = NumberStyle(language: texts.language)
        var sentences: [Sentence] = []
        if !evidence.reasons.isEmpty {
            let parts = evidence.reasons.map { reason in
                let words = questionnaires.reason(reason.reason, scale: reason.scale, texts.language)
                return "\(words) (\(numbers.whole(reason.count)))"
            }
            sentences.append(Sentence(text: texts["evidenceReasons"], list: Sentence.List(items: parts)))
        }
        if !evidence.places.isEmpty {
            let parts = evidence.places.map { place in
                let share = place.count.interval.map { numbers.percent($0.share) } ?? "–"
                let procedure = catalogue.procedures[place.procedureID]?.name ?? "–"
                let desk = catalogue.desks[place.deskID]?.name ?? "–"
                return texts.filled(
                    "evidencePlace",
                    ["procedure": procedure, "desk": desk, "share": share, "count": numbers.whole(place.count.n)])
            }
            sentences.append(Sentence(text: texts["evidencePlaces"], list: Sentence.List(items: parts)))
        }
        return sentences
    }

    private func ofLateness(_ evidence: Evidence) -> [Sentence] {
        let numbers = NumberStyle(language: texts.language)
        var sentences: [Sentence] = []
        if evidence.completed > 0 {
            sentences.append(
                Sentence(
                    text: texts.filled(
                        "evidenceLate",
                        [
                            "late": numbers.whole(evidence.late), "completed": numbers.whole(evidence.completed),
                            "share": numbers.percent(Double(evidence.late) / Double(evidence.completed)),
                        ])))
        }
        if !evidence.lateness.isEmpty {
            let parts = evidence.lateness.map { part in
                let name = catalogue.procedures[part.procedureID]?.name ?? "–"
                return "\(name) (\(numbers.whole(part.late)) / \(numbers.whole(part.completed)))"
            }
            sentences.append(Sentence(text: texts["evidenceLateProcedures"], list: Sentence.List(items: parts)))
        }
        return sentences
    }
}
