import GRDB
public import Survey

/// What the store knows of a token's dossier.
public enum DossierState: Sendable, Hashable {
    /// Nothing of that id was registered.
    case unknown
    case open(Dossier)
    case rated(Dossier)
    case void(Dossier)
    /// The link has expired; whether it was used is forgotten.
    case closed(Dossier)
    /// Retention dissolved it; only its id is left.
    case dissolved
}

/// What became of a registration.
public struct RegistrationOutcome: Sendable, Hashable {
    public enum Status: String, Sendable, Hashable {
        case created, known, updated
    }

    public let code: DossierCode
    public let token: Token
    public let status: Status
}

extension Store {
    /// What is known of a dossier: one point read, on the caller's thread.
    public func state(of id: DossierID) throws -> DossierState {
        try points.state(of: id)
    }

    static func state(of id: DossierID, _ db: Database) throws -> DossierState {
        let dossier = try db.cachedStatement(sql: "SELECT * FROM dossier WHERE id = ?")
        if let row = try Row.fetchOne(dossier, arguments: [id.stored]), let dossier = Dossier(row) {
            return switch row["state"] as Int {
            case 0: .open(dossier)
            case 1: .rated(dossier)
            case 2: .void(dossier)
            default: .closed(dossier)
            }
        }
        let dissolved = try db.cachedStatement(sql: "SELECT 1 FROM dissolved_dossier WHERE id = ?")
        return try Int.fetchOne(dissolved, arguments: [id.stored]) == nil ? .unknown : .dissolved
    }

    /// The id under which a dossier is registered, whichever secret it was registered with; nil when it is not.
    public func registeredToken(of code: DossierCode) async throws -> Token? {
        try await read { [keyRing] db in
            for secret in keyRing.secrets {
                let id = secret.id(of: code)
                if try Store.state(of: id, db) != .unknown { return secret.token(for: id) }
            }
            return nil
        }
    }

    /// Registers completed dossiers, all or none.
    ///
    /// A known dossier with the same particulars changes nothing; with others it is updated as long as no slip or link
    /// was issued for it; one that was answered by a link made elsewhere, or is closed, stays in its cell.
    ///
    /// - Parameters:
    ///   - rows: the line or index of each registration, which problems name.
    ///   - desks: a dossier that is registered at another desk than these is left alone; nil: at any.
    /// - Returns: one outcome for each registration, in their order.
    /// - Throws: `RegistrationConflicts` that names every dossier whose particulars may no longer change.
    public func register(
        _ registrations: [Registration], rows: [Int]? = nil, within desks: Set<Desk.ID>? = nil
    ) async throws -> [RegistrationOutcome] {
        // Ten thousand keyed hashes take a while: here they keep nobody's commit waiting.
        let ids = registrations.map { registration in keyRing.secrets.map { $0.id(of: registration.code) } }
        let results = try await writer.perform { db, changes in
            var conflicts = InputProblems(keeping: registrations.count)
            var results: [(secret: Int, status: RegistrationOutcome.Status)] = []
            for (index, registration) in registrations.enumerated() {
                if let desks, try Store.isRegistered(ids[index], outside: desks, db) {
                    conflicts.add(Store.elsewhere(row: rows?[index] ?? index, registration.code))
                    continue
                }
                let (secret, status) = try Store.register(registration, ids: ids[index], db, &changes)
                if let status {
                    results.append((secret, status))
                } else {
                    conflicts.add(Store.conflict(row: rows?[index] ?? index, registration.code))
                }
            }
            if !conflicts.isEmpty { throw RegistrationConflicts(problems: conflicts) }
            return results
        }
        let outcomes = results.enumerated().map { index, result in
            RegistrationOutcome(
                code: registrations[index].code,
                token: keyRing.secrets[result.secret].token(for: ids[index][result.secret]), status: result.status)
        }
        recent.note(outcomes, at: now())
        return outcomes
    }

    private static func isRegistered(_ ids: [DossierID], outside desks: Set<Desk.ID>, _ db: Database) throws -> Bool {
        for id in ids {
            switch try state(of: id, db) {
            case .open(let dossier), .rated(let dossier), .void(let dossier), .closed(let dossier):
                if !desks.contains(dossier.deskID) { return true }
            case .unknown, .dissolved: continue
            }
        }
        return false
    }

    private static func elsewhere(row: Int, _ code: DossierCode) -> FieldProblem {
        FieldProblem(
            row: row, field: "dossier_code", value: code.text,
            reason: Localized(
                vi: "hồ sơ đã được đăng ký ở một quầy ngoài phạm vi của khóa",
                en: "the dossier is registered at a desk outside the key's units and desks"))
    }

    static func conflict(row: Int, _ code: DossierCode) -> FieldProblem {
        FieldProblem(
            row: row, field: "dossier_code", value: code.text,
            reason: Localized(
                vi: "hồ sơ đã có phiếu hoặc đường dẫn, không sửa được thông tin nữa",
                en: "a slip or link was issued for this dossier, so its particulars can no longer change"))
    }

    /// Registers one dossier; the status is nil when its particulars may no longer change.
    ///
    /// - Parameter ids: under each secret of the key ring, the newest first.
    /// - Returns: the place of the secret under which it is registered.
    static func register(
        _ registration: Registration, ids: [DossierID], _ db: Database, _ changes: inout TallyChanges
    ) throws -> (secret: Int, status: RegistrationOutcome.Status?) {
        let new = registration.dossier
        let find = try db.cachedStatement(sql: "SELECT * FROM dossier WHERE id = ?")
        let dissolved = try db.cachedStatement(sql: "SELECT 1 FROM dissolved_dossier WHERE id = ?")
        for (secret, id) in ids.enumerated() {
            if let row = try Row.fetchOne(find, arguments: [id.stored]), let old = Dossier(row) {
                if old == new { return (secret, .known) }
                // An answer stays in the cell in which it was given, and its dossier with it. What leaves the cell as it is
                // may change whether there is one or not, so that a correction does not ask. Of a closed dossier it is not
                // known any more, so that none leaves its cell.
                let staysInCell = DossierCell(old) == DossierCell(new)
                guard row["is_issued"] == 0, staysInCell || row["state"] == 0 else { return (secret, nil) }
                try Store.update(id, to: new, db)
                changes.count(old, by: -1)
                changes.count(new, by: 1)
                return (secret, .updated)
            }
            if try Int.fetchOne(dissolved, arguments: [id.stored]) != nil { return (secret, .known) }
        }
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO dossier
                    (id, desk_id, procedure_id, commune_id, completed_on, received_via, timeliness, is_digitised)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(arguments: [
            ids[0].stored, new.deskID, new.procedureID, new.communeID, new.completedOn.number,
            new.receivedVia.rawValue, new.timeliness.rawValue, new.isDigitised,
        ])
        changes.count(new, by: 1)
        return (0, .created)
    }

    private static func update(_ id: DossierID, to new: Dossier, _ db: Database) throws {
        try db.execute(
            sql: """
                UPDATE dossier SET desk_id = ?, procedure_id = ?, commune_id = ?, completed_on = ?, received_via = ?,
                    timeliness = ?, is_digitised = ?
                WHERE id = ?
                """,
            arguments: [
                new.deskID, new.procedureID, new.communeID, new.completedOn.number, new.receivedVia.rawValue,
                new.timeliness.rawValue, new.isDigitised, id.stored,
            ])
    }

    /// Notes that a slip, QR or link was made for dossiers; from then on their particulars stay. Unknown ids are passed over.
    public func markIssued(_ ids: [DossierID]) async throws {
        try await writer.perform { db, changes in
            for id in ids { try Store.markIssued(id, db, &changes) }
        }
    }

    static func markIssued(_ id: DossierID, _ db: Database, _ changes: inout TallyChanges) throws {
        let mark = try db.cachedStatement(
            sql: "UPDATE dossier SET is_issued = 1 WHERE id = ? AND is_issued = 0 RETURNING *")
        if let row = try Row.fetchOne(mark, arguments: [id.stored]), let dossier = Dossier(row) {
            changes.countIssued(dossier)
            if row["state"] == 1 { changes.countUnissuedAnswer(in: DossierCell(dossier), by: -1) }
        }
    }

    /// Makes a dossier's slip void: its link no longer works. An answer that was given stays counted, and nobody can
    /// tell from here whether there was one.
    ///
    /// - Throws: `SurveyError` (`notFound`) when no such dossier is known.
    public func void(_ id: DossierID, by actor: String) async throws {
        try await writer.perform { [trail] db, changes in
            let row = try Row.fetchOne(db, sql: "SELECT * FROM dossier WHERE id = ?", arguments: [id.stored])
            guard let row, let dossier = Dossier(row) else {
                throw SurveyError(.notFound, vi: "không có hồ sơ nào như vậy", en: "there is no such dossier")
            }
            if row["state"] == 2 { return }
            // What is made void was a slip or a link, made here or elsewhere. Counted as one now, it cannot be counted
            // again when it is printed once more, and no tally keeps that it was answered.
            try Store.markIssued(id, db, &changes)
            try db.execute(sql: "UPDATE dossier SET state = 2 WHERE id = ?", arguments: [id.stored])
            changes.countVoided(dossier)
            let desk = try String.fetchOne(db, sql: "SELECT code FROM desk WHERE id = ?", arguments: [dossier.deskID])
            try trail.append(.void(desk: desk ?? ""), by: actor, to: db)
        }
    }
}

/// Dossiers whose particulars were to change after a slip or link was issued for them; nothing was registered.
public struct RegistrationConflicts: Error, Sendable {
    public let problems: InputProblems
}
