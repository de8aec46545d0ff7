import Foundation
import Survey
import Testing

@testable import SurveyStore

@Suite("What an import reads before the database is locked")
struct ImportSpoolTests {
    @Test("while the source is read anybody else may write to the database")
    func unlocked() async throws {
        let test = try await TestStore()
        let hand = SQLiteFile(test.path)
        var chunks = 0
        let summary = try test.store.importCSV(
            .dossiers,
            from: {
                chunks += 1
                // Would wait for longer than any test if the import had the lock.
                try hand.execute("BEGIN IMMEDIATE", "ROLLBACK")
                switch chunks {
                case 1: return Data(TestStore.header.utf8)
                case 2...9: return Data((TestStore.dossier(chunks) + "\n").utf8)
                default: return Data()
                }
            }, by: "test")
        #expect(summary.created == 8 && chunks == 10)
    }

    @Test(
        "what was read is given back byte for byte, whatever its size", arguments: [0, 1, 65_536, 5 << 20, 9_999_999])
    func bytes(_ count: Int) throws {
        let text = Data((0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 9) })
        var rest = text
        let spool = try ImportSpool {
            defer { rest = rest.dropFirst(100_003) }
            return Data(rest.prefix(100_003))
        }
        var back = Data()
        while case let piece = try spool.read(), !piece.isEmpty {
            #expect(piece.count <= 65_536 + 100_003)
            back.append(piece)
        }
        #expect(back == text)
    }

    @Test("what does not fit into memory is in a file without a name, mode 0600, that nobody can read")
    func hidden() throws {
        let line = Data((TestStore.dossier(1) + "\n").utf8)
        var count = 0
        let spool = try ImportSpool {
            count += line.count
            return count > ImportSpool.memory + 1_000_000 ? Data() : line
        }
        let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").map { "/proc/self/fd/\($0)" }
        let files = open.filter {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: $0))?.contains("hailong-import-") == true
        }
        #expect(!files.isEmpty)
        for file in files {
            let name = try FileManager.default.destinationOfSymbolicLink(atPath: file)
            #expect(name.hasSuffix(" (deleted)"))
            var status = stat()
            #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
            let handle = try #require(FileHandle(forReadingAtPath: file))
            let content = try handle.readToEnd() ?? Data()
            #expect(content.range(of: Data("H40".utf8)) == nil && content.range(of: Data("XH-1".utf8)) == nil)
        }
        withExtendedLifetime(spool) {}
    }
}
