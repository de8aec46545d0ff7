/// The finest cell of dossiers: what anyone with the particulars of a dossier knows of it.
public struct DossierAtom: Sendable, Hashable, Codable {
    public var month: Month
    public var deskID: Desk.ID
    public var communeID: AdministrativeUnit.ID
    public var procedureID: Procedure.ID

    public init(month: Month, deskID: Desk.ID, communeID: AdministrativeUnit.ID, procedureID: Procedure.ID) {
        self.month = month
        self.deskID = deskID
        self.communeID = communeID
        self.procedureID = procedureID
    }
}

/// The finest cell of answers: a cell of dossiers, the way in, and the scale.
public struct AnswerAtom: Sendable, Hashable, Codable {
    public var dossiers: DossierAtom
    public var channel: Channel
    /// The levels of the questionnaire, the best first, with commas: `3,2,1`. Answers on two scales are never added up.
    public var scale: String

    public init(dossiers: DossierAtom, channel: Channel, scale: String) {
        self.dossiers = dossiers
        self.channel = channel
        self.scale = scale
    }
}

/// The counts of some answers.
public struct AnswerCounts: Sendable, Hashable, Codable {
    public var answers: Int
    /// Those on a level that counts as satisfied.
    public var satisfied: Int
    /// Question, `=`, value → answers that chose it, such as `overall=3` or `reason=time`.
    public var values: [String: Int]

    public init(answers: Int = 0, satisfied: Int = 0, values: [String: Int] = [:]) {
        self.answers = answers
        self.satisfied = satisfied
        self.values = values
    }

    static func += (a: inout AnswerCounts, b: AnswerCounts) {
        a.answers += b.answers
        a.satisfied += b.satisfied
        a.values.merge(b.values, uniquingKeysWith: +)
    }

    static func - (a: AnswerCounts, b: AnswerCounts) -> AnswerCounts {
        AnswerCounts(
            answers: a.answers - b.answers, satisfied: a.satisfied - b.satisfied,
            values: a.values.merging(b.values.mapValues { -$0 }, uniquingKeysWith: +).filter { $0.value != 0 })
    }
}

/// Everything that is counted at one moment: answers by their finest cells, and completed dossiers by theirs.
public struct TallySnapshot: Sendable {
    public var answers: [AnswerAtom: AnswerCounts]
    public var completed: [DossierAtom: Int]

    public init(answers: [AnswerAtom: AnswerCounts], completed: [DossierAtom: Int]) {
        self.answers = answers
        self.completed = completed
    }
}
