public import Foundation
import GRDB
public import Survey
import Synchronization

/// What came of an answer.
public enum SubmissionOutcome: Sendable, Hashable {
    /// It is on the disk and counted; the receipt names its leaf in the log, and nothing else.
    case counted(leaf: Data)
    /// The dossier was rated before; nothing changed.
    case alreadyRated
    /// The link is expired or void; nothing changed.
    case gone
    /// No such dossier is known.
    case unknown
}

/// What an answer carries beside its cell: signs that it may not be a citizen's own, noted when it arrives.
public struct AnswerMarks: Sendable, Hashable {
    /// How many answers came from the same device today: 0 unknown, 1 the first, 2 the second or third, 3 later ones.
    public var device: Int
    /// It came within a minute of the registration.
    public var isPrompt: Bool
    /// It came from the office's own network.
    public var isFromOffice: Bool
    /// It is one of a run of identical answers.
    public var isInRun: Bool

    public init(device: Int = 0, isPrompt: Bool = false, isFromOffice: Bool = false, isInRun: Bool = false) {
        self.device = max(0, min(3, device))
        self.isPrompt = isPrompt
        self.isFromOffice = isFromOffice
        self.isInRun = isInRun
    }

    /// As it is stored: the device in the two lowest bits, then one bit each.
    public init(stored: Int) {
        self.init(
            device: stored & 3, isPrompt: stored & 4 != 0, isFromOffice: stored & 8 != 0, isInRun: stored & 16 != 0)
    }

    public var stored: Int { device | (isPrompt ? 4 : 0) | (isFromOffice ? 8 : 0) | (isInRun ? 16 : 0) }

    /// Whether any sign of doubt is there; several answers from one device are, the first ones are not.
    public var isDoubtful: Bool { device == 3 || isPrompt || isInRun }
}

extension Store {
    /// Whether a dossier was registered within the last minute, as far as this process knows.
    public func isJustRegistered(_ id: DossierID) -> Bool { recent.contains(id, at: now()) }

    /// Stores an answer, marks its dossier as rated and moves the tallies, in one transaction; returns after the fsync.
    ///
    /// - Parameters:
    ///   - id: of a token that the key ring accepts.
    ///   - answer: its comment must be masked already.
    ///   - marks: those of a prompt answer and of a run are set here.
    public func submit(
        _ answer: Answer, for id: DossierID, channel: Channel, marks: AnswerMarks = AnswerMarks()
    ) async throws -> SubmissionOutcome {
        let submission = Submission(
            id: id, answer: answer, channel: channel, questionnaireID: try questionnaireID(answer.questionnaire),
            marks: completed(marks, of: id), today: { [now] in Day(unixTime: now()) },
            lastCompletion: today - (try settings()).validityDays, sealer: sealer,
            runs: runs, statements: answerStatements)
        return try await writer.perform { db, changes in try submission.run(db, &changes) }
    }

    private func completed(_ marks: AnswerMarks, of id: DossierID) -> AnswerMarks {
        var marks = marks
        if isJustRegistered(id) { marks.isPrompt = true }
        return marks
    }

    /// Makes questionnaires known to the database, so that answers can name them and reports know their levels.
    public func learn(_ questionnaires: [Questionnaire]) async throws {
        try await write { db in
            for pack in questionnaires {
                try db.execute(
                    sql: """
                        INSERT INTO questionnaire (name, levels, satisfied_levels) VALUES (?, ?, ?)
                        ON CONFLICT (name) DO NOTHING
                        """,
                    arguments: [
                        pack.name, pack.levels.joined(separator: ","), pack.satisfiedLevels.joined(separator: ","),
                    ])
            }
        }
    }

    /// The levels of a questionnaire that was learnt, the best first, with commas.
    func levels(ofQuestionnaire name: String) throws -> String? {
        try readNow {
            try String.fetchOne($0, sql: "SELECT levels FROM questionnaire WHERE name = ?", arguments: [name])
        }
    }

    /// The id of a questionnaire that was learnt.
    func questionnaireID(_ name: String) throws -> Int {
        if let id = caches.withLock({ $0.questionnaires[name] }) { return id }
        let found = try readNow {
            try Int.fetchOne($0, sql: "SELECT id FROM questionnaire WHERE name = ?", arguments: [name])
        }
        guard let id = found else {
            throw SurveyError(.notFound, vi: "không có bộ câu hỏi \(name)", en: "there is no questionnaire \(name)")
        }
        caches.withLock { $0.questionnaires[name] = id }
        return id
    }
}
