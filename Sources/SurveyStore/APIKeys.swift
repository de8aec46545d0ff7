import Crypto
import Foundation
import GRDB
public import Survey

/// A key by which another system feeds or asks the service.
public struct APIKey: Sendable, Hashable {
    public enum Scope: String, Sendable, CaseIterable {
        case register, print, report
    }

    public let name: String
    public let scopes: Set<Scope>
    /// The units and desks whose dossiers it may register and print, and whose figures it may read.
    public let area: DeskScope
    /// The last day on which it was used; nil while it never was.
    public let lastUsedOn: Day?
    public let isRevoked: Bool
}

extension Store {
    public func apiKeys() async throws -> [APIKey] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM api_key ORDER BY name").map { try APIKey($0, db) }
        }
    }

    /// Makes a key and returns it, the only time that it can be seen: the database keeps its hash.
    ///
    /// - Parameter area: the units and desks that it is for.
    /// - Throws: `SurveyError` for a name that is taken, no scope, or a unit or desk that is unknown.
    public func addAPIKey(
        _ name: String, scopes: Set<APIKey.Scope>, area: DeskScope = .everything, by actor: String
    ) async throws -> String {
        let name = name.precomposedStringWithCanonicalMapping
        guard (1...64).contains(name.count), !name.allSatisfy(\.isWhitespace), !CatalogueText.hasControl(name),
            !scopes.isEmpty
        else {
            throw SurveyError(
                .invalid, vi: "khóa cần một tên (tối đa 64 ký tự, không có ký tự điều khiển) và ít nhất một quyền",
                en: "a key needs a name (at most 64 characters, none of them control characters) and at least one scope"
            )
        }
        try area.check(catalogue())
        let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let key =
            "hl_"
            + secret.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
        let list = scopes.map(\.rawValue).sorted().joined(separator: ",")
        try await write { [trail] db in
            if try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM api_key WHERE name = ?)", arguments: [name])
                == true
            {
                throw SurveyError(.conflict, vi: "đã có khóa tên \(name)", en: "there is a key named \(name) already")
            }
            try db.execute(
                sql: "INSERT INTO api_key (name, hash, scopes) VALUES (?, ?, ?)",
                arguments: [name, Data(SHA256.hash(data: Data(key.utf8))), list])
            for (kind, codes) in [("unit", area.units), ("desk", area.desks)] {
                for code in Set(codes).sorted() {
                    try db.execute(sql: "INSERT INTO api_key_scope VALUES (?, ?, ?)", arguments: [name, kind, code])
                }
            }
            var details = ["scopes": list]
            if !area.isEverything { details["scope"] = (area.units + area.desks).joined(separator: " ") }
            try trail.append(AuditAct(.apiKeyAdd, subject: name, details: details), by: actor, to: db)
        }
        return key
    }

    public func revokeAPIKey(_ name: String, by actor: String) async throws {
        let name = name.precomposedStringWithCanonicalMapping
        try await write { [trail] db in
            try db.execute(sql: "UPDATE api_key SET is_revoked = 1 WHERE name = ?", arguments: [name])
            guard db.changesCount == 1 else {
                throw SurveyError(.notFound, vi: "không có khóa tên \(name)", en: "there is no key named \(name)")
            }
            try trail.append(AuditAct(.apiKeyRevoke, subject: name), by: actor, to: db)
        }
    }

    /// The key that this text is, nil when there is none or it is revoked; notes the day of its use.
    public func apiKey(_ text: String) async throws -> APIKey? {
        let hash = Data(SHA256.hash(data: Data(text.utf8)))
        let today = today
        let key = try readNow { db in
            try Row.fetchOne(db, sql: "SELECT * FROM api_key WHERE hash = ?", arguments: [hash])
                .map { try APIKey($0, db) }
        }
        guard let key, !key.isRevoked else { return nil }
        if key.lastUsedOn != today {
            try await write { db in
                try db.execute(
                    sql: "UPDATE api_key SET last_used_on = ? WHERE hash = ?", arguments: [today.number, hash])
            }
        }
        return key
    }
}

extension APIKey {
    init(_ row: Row, _ db: Database) throws {
        let name: String = row["name"]
        let area = try Row.fetchAll(
            db, sql: "SELECT kind, code FROM api_key_scope WHERE api_key = ? ORDER BY code", arguments: [name])
        self.init(
            name: name,
            scopes: Set((row["scopes"] as String).split(separator: ",").compactMap { Scope(rawValue: String($0)) }),
            area: DeskScope(
                units: area.filter { $0["kind"] == "unit" }.map { $0["code"] },
                desks: area.filter { $0["kind"] == "desk" }.map { $0["code"] }),
            lastUsedOn: (row["last_used_on"] as Int?).map(Day.init(number:)), isRevoked: row["is_revoked"])
    }
}
