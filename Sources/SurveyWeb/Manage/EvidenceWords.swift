import Survey

/// Puts what goes with a figure into sentences.
struct EvidenceWords: Sendable {
    let texts: Texts
    let catalogue: Catalogue
    let questionnaires: QuestionnaireLibrary

    func sentences(_ evidence: Evidence) -> [String] {
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
            let parts = evidence.places.map { place in
                let share = place.count.interval.map { numbers.percent($0.share) } ?? "–"
                let procedure = catalogue.procedures[place.procedureID]?.name ?? "–"
                let desk = catalogue.desks[place.deskID]?.name ?? "–"
                return "\(procedure), \(desk): \(share) (\(numbers.whole(place.count.n)))"
            }
            sentences.append(texts.filled("evidencePlaces", ["list": parts.joined(separator: "; ")]))
        }
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
