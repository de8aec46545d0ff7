import Crypto
import CryptoExtras
import Foundation
import GRDB
import Survey

/// Who may sign in, and what for.
public struct Account: Sendable, Hashable {
    public enum Role: String, Sendable, CaseIterable {
        /// Everything, accounts and settings included.
        case admin
        /// Figures within a scope.
        case manager
        /// Registers dossiers and prints slips; sees no answers.
        case officer
    }

    public let name: String
    public let role: Role
    /// The codes of the units that a manager answers for; with no unit and no desk: everything.
    public let units: [String]
    /// The codes of the desks that an officer works at, or a manager answers for.
    public let desks: [String]
    public let isDisabled: Bool

    /// What it answers for; an admin for everything.
    public var scope: DeskScope { role == .admin ? .everything : DeskScope(units: units, desks: desks) }
}

extension Store {
    /// The shortest password, in characters.
    public static let shortestPassword = 10

    /// All accounts, by name.
    public func accounts() async throws -> [Account] {
        try await read { db in
            try String.fetchAll(db, sql: "SELECT name FROM account ORDER BY name").compactMap {
                try Store.account($0, db)
            }
        }
    }

    public func account(named name: String) async throws -> Account? {
        try await read { try Store.account(name, $0) }
    }

    static func account(_ name: String, _ db: Database) throws -> Account? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM account WHERE name = ?", arguments: [name]),
            let role = Account.Role(rawValue: row["role"])
        else { return nil }
        let scope = try Row.fetchAll(
            db, sql: "SELECT kind, code FROM account_scope WHERE account = ? ORDER BY code", arguments: [name])
        return Account(
            name: name, role: role, units: scope.filter { $0["kind"] == "unit" }.map { $0["code"] },
            desks: scope.filter { $0["kind"] == "desk" }.map { $0["code"] }, isDisabled: row["is_disabled"])
    }

    /// Adds an account.
    ///
    /// - Throws: `SurveyError` for a name that is taken or malformed, a short password, or a unit or desk that is unknown.
    public func addAccount(
        _ name: String, role: Account.Role, password: String, units: [String] = [], desks: [String] = [],
        by actor: String
    ) async throws {
        try Store.check(name: name)
        let hash = try PasswordHash(password)
        try check(units: units, desks: desks)
        try await write { [trail] db in
            guard try Store.account(name, db) == nil else {
                throw SurveyError(.conflict, vi: "đã có tài khoản \(name)", en: "there is an account \(name) already")
            }
            try db.execute(
                sql: "INSERT INTO account (name, role, salt, password) VALUES (?, ?, ?, ?)",
                arguments: [name, role.rawValue, hash.salt, hash.hash])
            try Store.insertScope(units: units, desks: desks, of: name, db)
            let scope = (units + desks).joined(separator: " ")
            try trail.append(
                AuditAct(
                    .accountAdd, subject: name,
                    details: ["role": role.rawValue].merging(scope.isEmpty ? [:] : ["scope": scope]) { a, _ in a }),
                by: actor, to: db)
        }
    }

    /// Gives an account another scope, as after a merger of its unit; its sessions end.
    ///
    /// - Throws: `SurveyError`: `invalid` for a unit or desk that is unknown, `notFound` for an unknown account.
    public func setScope(units: [String], desks: [String], account name: String, by actor: String) async throws {
        try check(units: units, desks: desks)
        let scope = (units + desks).joined(separator: " ")
        try await change(name, .accountScope, details: ["scope": scope.isEmpty ? "*" : scope], by: actor) { db in
            try db.execute(sql: "DELETE FROM account_scope WHERE account = ?", arguments: [name])
            // Counts the account, so that an unknown one is noticed.
            try db.execute(sql: "UPDATE account SET name = name WHERE name = ?", arguments: [name])
            let known = db.changesCount
            if known == 1 { try Store.insertScope(units: units, desks: desks, of: name, db) }
            return known == 1
        }
    }

    private func check(units: [String], desks: [String]) throws {
        try DeskScope(units: units, desks: desks).check(catalogue())
    }

    private static func insertScope(units: [String], desks: [String], of name: String, _ db: Database) throws {
        for (kind, codes) in [("unit", units), ("desk", desks)] {
            for code in Set(codes).sorted() {
                try db.execute(sql: "INSERT INTO account_scope VALUES (?, ?, ?)", arguments: [name, kind, code])
            }
        }
    }

    private static func check(name: String) throws {
        let isGood =
            (1...64).contains(name.count)
            && name.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || [UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "@")].contains(byte)
            }
        guard isGood else {
            throw SurveyError(
                .invalid, vi: "tên chỉ gồm chữ không dấu, chữ số và . - _ @, tối đa 64 ký tự",
                en: "a name has letters without marks, digits and . - _ @ only, at most 64 characters")
        }
    }

    /// Disables an account, or enables it again; its sessions end.
    public func setDisabled(_ isDisabled: Bool, account name: String, by actor: String) async throws {
        try await change(name, isDisabled ? .accountDisable : .accountEnable, by: actor) { db in
            try db.execute(
                sql: "UPDATE account SET is_disabled = ? WHERE name = ?", arguments: [isDisabled, name])
            return db.changesCount == 1
        }
    }

    /// Gives an account a new password; its sessions end.
    public func setPassword(_ password: String, account name: String, by actor: String) async throws {
        let hash = try PasswordHash(password)
        try await change(name, .accountPassword, by: actor) { db in
            try db.execute(
                sql: "UPDATE account SET salt = ?, password = ? WHERE name = ?",
                arguments: [hash.salt, hash.hash, name])
            return db.changesCount == 1
        }
    }

    /// - Parameter body: returns whether there is such an account.
    private func change(
        _ name: String, _ action: AuditAct.Action, details: [String: String] = [:], by actor: String,
        _ body: @escaping @Sendable (Database) throws -> Bool
    ) async throws {
        try await write { [trail] db in
            guard try body(db) else {
                throw SurveyError(.notFound, vi: "không có tài khoản \(name)", en: "there is no account \(name)")
            }
            try db.execute(sql: "DELETE FROM session WHERE account = ?", arguments: [name])
            try trail.append(AuditAct(action, subject: name, details: details), by: actor, to: db)
        }
    }

    /// The account whose password this is; nil when the name, the password or both are wrong, or it is disabled.
    ///
    /// Takes as long for a name that does not exist.
    public func signIn(_ name: String, password: String) async throws -> Account? {
        let known = try await read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM account WHERE name = ?", arguments: [name])
                .map { PasswordHash(salt: $0["salt"], hash: $0["password"]) }
        }
        let isRight = try (known ?? PasswordHash(salt: Data(count: 16), hash: Data(count: 32))).matches(password)
        guard isRight, known != nil, let account = try await account(named: name), !account.isDisabled else {
            return nil
        }
        return account
    }
}

/// A password as it is kept: scrypt (RFC 7914), N = 2¹⁵, r = 8, p = 1, a salt of 16 bytes, a hash of 32.
struct PasswordHash: Sendable {
    let salt: Data
    let hash: Data

    init(salt: Data, hash: Data) {
        self.salt = salt
        self.hash = hash
    }

    /// - Throws: `SurveyError` (`invalid`) for one that is too short.
    init(_ password: String) throws {
        guard password.count >= Store.shortestPassword else {
            throw SurveyError(
                .invalid, vi: "mật khẩu phải có ít nhất \(Store.shortestPassword) ký tự",
                en: "a password has at least \(Store.shortestPassword) characters")
        }
        salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        hash = try PasswordHash.derive(password, salt)
    }

    func matches(_ password: String) throws -> Bool {
        let other = try PasswordHash.derive(password, salt)
        return zip(hash, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func derive(_ password: String, _ salt: Data) throws -> Data {
        let key = try KDF.Scrypt.deriveKey(
            from: Data(password.precomposedStringWithCanonicalMapping.utf8), salt: salt, outputByteCount: 32,
            rounds: 1 << 15, blockSize: 8, parallelism: 1, maxMemory: 64 << 20)
        return key.withUnsafeBytes { Data($0) }
    }
}
