import Crypto
import Foundation
import GRDB

extension Store {
    /// How long a session lives, in seconds: a working day.
    public static let sessionLength = 12 * 3600

    /// Starts a session; the text goes into a cookie, the database keeps only its hash.
    public func startSession(_ account: Account) async throws -> String {
        let secret = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        let expires = Int(now()) + Store.sessionLength
        try await write { [now] db in
            try db.execute(sql: "DELETE FROM session WHERE expires < ?", arguments: [Int(now())])
            try db.execute(
                sql: "INSERT INTO session VALUES (?, ?, ?)",
                arguments: [Data(SHA256.hash(data: secret)), account.name, expires])
        }
        return secret.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The account of a running session.
    public func account(session: String) async throws -> Account? {
        guard let hash = Store.sessionHash(session) else { return nil }
        let now = Int(now())
        return try await read { db in
            let name = try String.fetchOne(
                db, sql: "SELECT account FROM session WHERE hash = ? AND expires > ?", arguments: [hash, now])
            let account = try name.flatMap { try Store.account($0, db) }
            return account?.isDisabled == false ? account : nil
        }
    }

    public func endSession(_ session: String) async throws {
        guard let hash = Store.sessionHash(session) else { return }
        try await write { try $0.execute(sql: "DELETE FROM session WHERE hash = ?", arguments: [hash]) }
    }

    private static func sessionHash(_ session: String) -> Data? {
        let text = session.replacing("-", with: "+").replacing("_", with: "/") + "="
        return Data(base64Encoded: text).flatMap { $0.count == 32 ? Data(SHA256.hash(data: $0)) : nil }
    }
}
