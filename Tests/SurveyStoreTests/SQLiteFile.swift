import GRDB

/// Asks a database file that no store has open, as the sqlite3 program would.
struct SQLiteFile {
    let path: String

    init(_ path: String) { self.path = path }

    private func read<T>(_ body: (Database) throws -> T) throws -> T {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.read(body)
    }

    /// The root page of every table and index.
    func roots() throws -> [String: Int] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0["name"] as String, $0["rootpage"] as Int) })
        }
    }

    /// Changes it; makes it first when there is none.
    func execute(_ statements: String...) throws {
        var configuration = Configuration()
        // A store that has the file tidies it whenever it falls idle.
        configuration.busyMode = .timeout(30)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { db in for sql in statements { try db.execute(sql: sql) } }
    }

    /// Holds its write lock while the body runs.
    func lock(_ body: () -> Void) throws {
        var configuration = Configuration()
        // The store tidies its file whenever it falls idle.
        configuration.busyMode = .timeout(30)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "BEGIN IMMEDIATE")
            body()
            try db.execute(sql: "ROLLBACK")
        }
    }

    func fetch(_ sql: String) throws -> [Row] { try read { try Row.fetchAll($0, sql: sql) } }
}
