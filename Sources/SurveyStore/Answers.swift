import Crypto
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
    ///   - marks: the prompt mark is set here.
    public func submit(
        _ answer: Answer, for id: DossierID, channel: Channel, marks: AnswerMarks = AnswerMarks()
    ) async throws -> SubmissionOutcome {
        guard case .open(let dossier) = try state(of: id) else {
            return switch try state(of: id) {
            case .unknown: .unknown
            case .rated: .alreadyRated
            default: .gone
            }
        }
        let today = today
        guard today <= (try settings()).lastDay(completedOn: dossier.completedOn) else { return .gone }
        var marks = marks
        if isJustRegistered(id) { marks.isPrompt = true }
        let row = AnswerRow(
            cell: AnswerCell(
                month: dossier.completedOn.month.number, deskID: dossier.deskID, communeID: dossier.communeID,
                procedureID: dossier.procedureID, channel: channel,
                questionnaireID: try questionnaireID(answer.questionnaire)),
            answer: answer, marks: marks.stored, sealedWith: sealKey)
        let commentKey = Int64.random(in: .min ... .max)
        let leaf = row.newLeaf()
        return try await writer.perform { db, changes in
            switch try Store.rate(id, dossier, db, &changes) {
            case .open: break
            case .rated: return .alreadyRated
            case .unknown: return .unknown
            case .void, .dissolved: return .gone
            }
            try row.insert(db)
            let insertLeaf = try db.cachedStatement(sql: "INSERT INTO leaf (day, hash) VALUES (?, ?)")
            try insertLeaf.execute(arguments: [today.number, leaf])
            if let comment = answer.comment {
                try db.execute(
                    sql: """
                        INSERT INTO comment (key, month, desk_id, commune_id, procedure_id, text)
                        VALUES (?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        commentKey, row.cell.month, row.cell.deskID, row.cell.communeID, row.cell.procedureID, comment,
                    ])
            }
            changes.add(answer, marks: row.marks, in: row.cell)
            return .counted(leaf: leaf)
        }
    }

    /// Turns an open dossier into a rated one; what it was tells whether that worked.
    ///
    /// Whoever answers had the link, so it counts as issued from here on.
    private static func rate(
        _ id: DossierID, _ dossier: Dossier, _ db: Database, _ changes: inout TallyChanges
    ) throws -> DossierState {
        let rate = try db.cachedStatement(
            sql: """
                UPDATE dossier SET state = 1
                WHERE id = ? AND state = 0 AND desk_id = ? AND procedure_id = ? AND commune_id = ? AND completed_on = ?
                """)
        try rate.execute(arguments: [
            id.stored, dossier.deskID, dossier.procedureID, dossier.communeID, dossier.completedOn.number,
        ])
        if db.changesCount == 1 {
            try markIssued(id, db, &changes)
            return .open(dossier)
        }
        let state = try state(of: id, db)
        if case .open = state {
            // Registered anew with other particulars since it was read: the answer's cell would be wrong.
            throw SurveyError(
                .conflict, vi: "Hồ sơ vừa được sửa. Ông/Bà vui lòng gửi lại.",
                en: "This dossier has just been changed. Please send it again.")
        }
        return state
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

/// An answer as it is stored: its cell, its values, its marks, and a seal that only the key can make.
struct AnswerRow: Sendable {
    let key: Int64
    let cell: AnswerCell
    /// `question=value` in the questionnaire's order, joined by `;`.
    let choices: String
    let marks: Int
    let seal: Data

    init(cell: AnswerCell, answer: Answer, marks: Int, sealedWith sealKey: SymmetricKey) {
        key = Int64.random(in: .min ... .max)
        self.cell = cell
        choices = answer.values.map { "\($0.question)=\($0.value)" }.joined(separator: ";")
        self.marks = marks
        seal = AnswerRow.seal(AnswerRow.canonical(key, cell, choices, marks), sealKey)
    }

    init?(_ row: Row) {
        guard let channel = Channel(rawValue: row["channel"]) else { return nil }
        key = row["key"]
        cell = AnswerCell(
            month: row["month"], deskID: row["desk_id"], communeID: row["commune_id"], procedureID: row["procedure_id"],
            channel: channel, questionnaireID: row["questionnaire_id"])
        choices = row["choices"]
        marks = row["marks"]
        seal = row["seal"]
    }

    /// The values again, in their order; nil when the text is not as it was written.
    var values: [Answer.Value]? {
        var values: [Answer.Value] = []
        for part in choices.split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { return nil }
            values.append(Answer.Value(question: String(pair[0]), value: String(pair[1])))
        }
        return values.first?.question == "overall" ? values : nil
    }

    /// The row as one line of text, every column but the seal, in a fixed order, separated by tabs.
    var canonical: Data { AnswerRow.canonical(key, cell, choices, marks) }

    private static func canonical(_ key: Int64, _ cell: AnswerCell, _ choices: String, _ marks: Int) -> Data {
        Data(
            """
            hailong/answer/v1\t\(key)\t\(cell.month)\t\(cell.deskID)\t\(cell.communeID)\t\(cell.procedureID)\t\
            \(cell.channel.rawValue)\t\(cell.questionnaireID)\t\(choices)\t\(marks)
            """.utf8)
    }

    static func seal(_ canonical: Data, _ key: SymmetricKey) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: canonical, using: key).prefix(16))
    }

    func isSealed(with key: SymmetricKey) -> Bool { AnswerRow.seal(canonical, key) == seal }

    /// A leaf for the log: the RFC 6962 hash of a commitment to this row whose salt is kept nowhere, so that the leaf
    /// can be counted and never joined to the row again.
    func newLeaf() -> Data {
        let salt = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let commitment = Data(SHA256.hash(data: salt + canonical))
        return Data(SHA256.hash(data: Data([0]) + commitment))
    }

    func insert(_ db: Database) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO answer (key, month, desk_id, commune_id, procedure_id, channel, questionnaire_id, choices,
                    marks, seal)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(arguments: [
            key, cell.month, cell.deskID, cell.communeID, cell.procedureID, cell.channel.rawValue, cell.questionnaireID,
            choices, marks, seal,
        ])
    }
}
