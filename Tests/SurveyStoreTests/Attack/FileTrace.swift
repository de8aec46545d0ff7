import Foundation
import GRDB

/// The bytes of a database file as an attacker reads them: pages, cells, and what else is in them.
struct FileTrace {
    let bytes: [UInt8]
    let pageSize: Int

    init(_ path: String) throws {
        bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
        let size = Int(bytes[16]) << 8 | Int(bytes[17])
        pageSize = size == 1 ? 65_536 : size
    }

    var pageCount: Int { bytes.count / pageSize }

    /// What differs from a file with the same rows that came in another, random order; empty when the file is a function
    /// of its rows and so tells nothing of their order, neither by places nor by free space.
    ///
    /// Left out are the header's counters, which count all changes alike, and the flag for the kind of journal.
    func differencesFromRebuilt() throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rebuilt-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let old = folder.appending(path: "old.sqlite").path
        let new = folder.appending(path: "new.sqlite").path
        try Data(bytes).write(to: URL(filePath: old))
        try FileTrace.rebuild(old, new)
        let rebuilt = try FileTrace(new)
        guard rebuilt.bytes.count == bytes.count else { return ["\(pageCount) pages, \(rebuilt.pageCount) rebuilt"] }
        let counters: Set<Int> = Set([18, 19] + Array(24..<28) + Array(40..<44) + Array(92..<100))
        let pages = Set(
            bytes.indices.filter { bytes[$0] != rebuilt.bytes[$0] && !counters.contains($0) }.map { $0 / pageSize + 1 })
        return pages.sorted().map { "page \($0)" }
    }

    private static func rebuild(_ old: String, _ new: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY")
        }
        let queue = try DatabaseQueue(path: new, configuration: configuration)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "ATTACH ? AS old", arguments: [old])
            let schema = try Row.fetchAll(db, sql: "SELECT type, name, sql FROM old.sqlite_schema ORDER BY rowid")
            for pragma in ["application_id", "user_version"] {
                let value = try Int.fetchOne(db, sql: "PRAGMA old.\(pragma)") ?? 0
                try db.execute(sql: "PRAGMA main.\(pragma) = \(value)")
            }
            for row in schema { if let sql = row["sql"] as String? { try db.execute(sql: sql) } }
            for row in schema where row["type"] == "table" {
                let name: String = row["name"]
                let hasRowID = !(row["sql"] as String).contains("WITHOUT ROWID")
                let rowsKey = hasRowID ? "rowid, " : ""
                let columns = try db.columns(in: name).map { "\"\($0.name)\"" }.joined(separator: ", ")
                let hasAlias =
                    try Bool.fetchOne(
                        db, sql: "SELECT count(*) = 1 FROM pragma_table_info(?) WHERE pk = 1 AND type = 'INTEGER'",
                        arguments: [name]) == true
                let list = (hasAlias ? "" : rowsKey) + columns
                try db.execute(
                    sql: "INSERT INTO main.\"\(name)\" (\(list)) SELECT \(list) FROM old.\"\(name)\" ORDER BY random()")
            }
            try db.execute(sql: "DETACH old")
            try db.execute(sql: "VACUUM")
        }
        try queue.close()
    }

    // MARK: Pages

    /// One cell on a leaf page.
    struct Cell {
        let page: Int
        /// Bytes from the page's start.
        let offset: Int
        /// nil in a table without row ids.
        let rowID: Int64?
        let record: [DatabaseValue]
    }

    func page(_ number: Int) -> ArraySlice<UInt8> { bytes[(number - 1) * pageSize..<number * pageSize] }

    /// The cells of the leaf pages of a b-tree, page by page in key order, in each page in key order.
    func cells(root: Int) -> [Cell] { FileTrace.cells(root: root, pageSize: pageSize) { Array(page($0)) } }

    /// The same over pages from anywhere, the log for example; pages that are none give no cells.
    static func cells(root: Int, pageSize: Int, page: (Int) -> [UInt8]) -> [Cell] {
        let bytes = page(root)
        let header = root == 1 ? 100 : 0
        func number(_ at: Int, _ count: Int) -> Int { bytes[at..<at + count].reduce(0) { $0 << 8 | Int($1) } }
        let kind = bytes[header]
        let count = number(header + 3, 2)
        let isInterior = kind == 2 || kind == 5
        let pointers = header + (isInterior ? 12 : 8)
        var cells: [Cell] = []
        for index in 0..<count {
            let offset = number(pointers + 2 * index, 2)
            if isInterior {
                cells += Self.cells(root: number(offset, 4), pageSize: pageSize, page: page)
                // In a b-tree without row ids interior cells are rows as well.
                if kind == 2, let cell = leafCell(bytes, root, offset + 4, hasRowID: false) { cells.append(cell) }
            } else if let cell = leafCell(bytes, root, offset, hasRowID: kind == 13) {
                cells.append(cell)
            }
        }
        if isInterior { cells += Self.cells(root: number(header + 8, 4), pageSize: pageSize, page: page) }
        return cells
    }

    /// The cells of one leaf page of a table with row ids, whatever the page is otherwise.
    static func tableCells(_ bytes: [UInt8], page: Int) -> [Cell] {
        guard bytes[page == 1 ? 100 : 0] == 13 else { return [] }
        return cells(root: page, pageSize: bytes.count) { _ in bytes }
    }

    private static func leafCell(_ bytes: [UInt8], _ page: Int, _ start: Int, hasRowID: Bool) -> Cell? {
        var at = start
        let size = Int(varint(bytes, &at))
        let rowID = hasRowID ? varint(bytes, &at) : nil
        guard at + size <= bytes.count else { return nil }
        return Cell(page: page, offset: start, rowID: rowID, record: record(bytes, at))
    }

    private static func varint(_ bytes: [UInt8], _ at: inout Int) -> Int64 {
        var value: UInt64 = 0
        for index in 0..<9 {
            let byte = bytes[at]
            at += 1
            if index == 8 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { break }
        }
        return Int64(bitPattern: value)
    }

    private static func record(_ bytes: [UInt8], _ start: Int) -> [DatabaseValue] {
        var at = start
        let end = start + Int(varint(bytes, &at))
        var types: [Int] = []
        while at < end { types.append(Int(varint(bytes, &at))) }
        at = end
        return types.map { type in
            let length =
                switch type {
                case 1...4: type
                case 5: 6
                case 6, 7: 8
                case 12...: (type - 12) / 2
                default: 0
                }
            defer { at += length }
            let field = bytes[at..<at + length]
            switch type {
            case 1...6:
                let unsigned = field.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                let shift = UInt64(64 - 8 * length)
                return (Int64(bitPattern: unsigned << shift) >> Int64(shift)).databaseValue
            case 8: return 0.databaseValue
            case 9: return 1.databaseValue
            case 12...:
                return type % 2 == 0 ? Data(field).databaseValue : String(decoding: field, as: UTF8.self).databaseValue
            default: return .null
            }
        }
    }
}

/// A WAL as an attacker replays it: commit by commit, each the pages that it changed.
struct LogTrace {
    struct Commit {
        var pages: [(number: Int, bytes: [UInt8])] = []
    }

    let commits: [Commit]
    let size: Int

    init(_ path: String) throws {
        let bytes = [UInt8]((try? Data(contentsOf: URL(filePath: path))) ?? Data())
        size = bytes.count
        guard bytes.count > 32 else {
            commits = []
            return
        }
        func number(_ at: Int) -> Int { bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
        let pageSize = number(8)
        var commits: [Commit] = []
        var commit = Commit()
        var at = 32
        while at + 24 + pageSize <= bytes.count, bytes[at + 8..<at + 16] == bytes[16..<24] {
            commit.pages.append((number(at), Array(bytes[at + 24..<at + 24 + pageSize])))
            if number(at + 4) != 0 {
                commits.append(commit)
                commit = Commit()
            }
            at += 24 + pageSize
        }
        self.commits = commits
    }
}

/// The page numbers that the WAL's index in shared memory still holds, in the order of their frames, stale ones too; 0
/// where it holds none.
func pagesInSharedMemory(_ path: String) throws -> [Int] {
    let bytes = [UInt8]((try? Data(contentsOf: URL(filePath: path))) ?? Data())
    var pages: [Int] = []
    for block in stride(from: 0, to: bytes.count, by: 32_768) {
        // The first block starts with the header; then page numbers, then the hash table of 16 KiB.
        for at in stride(from: block == 0 ? 136 : block, to: min(block + 16_384, bytes.count), by: 4) {
            pages.append(bytes[at..<at + 4].reversed().reduce(0) { $0 << 8 | Int($1) })
        }
    }
    return pages
}
