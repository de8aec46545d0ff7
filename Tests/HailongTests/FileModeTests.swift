import Foundation
import OwnThread
import Testing

@Suite(.ownThread) struct FileModeTests {
    @Test("the database, its log, a backup, what is restored and a file being filled are their owner's alone")
    func modes() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        let server = try Server(hailong)
        for name in ["hailong.sqlite", "hailong.sqlite-wal", "hailong.sqlite-shm"] {
            #expect(try mode(name, hailong) == 0o600, "\(name)")
        }
        try hailong.must("backup", "copy.sqlite")
        #expect(server.stop() == 0)
        try hailong.must("restore", "copy.sqlite")
        for name in ["copy.sqlite", "hailong.sqlite", "hailong.sqlite.before-restore"] {
            #expect(try mode(name, hailong) == 0o600, "\(name)")
        }
    }

    @Test("no command leaves a log behind, with which another file in the same place would be read")
    func log() throws {
        let hailong = try Hailong()
        try hailong.install()
        for command in [["setting", "list"], ["verify"], ["report", "--by", "none"]] {
            #expect(try hailong.run(all: command, input: "", environment: [:]).code == 0)
            let log = hailong.folder.appending(path: "hailong.sqlite-wal").path
            let size = try? FileManager.default.attributesOfItem(atPath: log)[.size] as? Int
            #expect((size ?? 0) == 0, "\(command)")
        }
    }

    private func mode(_ name: String, _ hailong: Hailong) throws -> Int? {
        let path = hailong.folder.appending(path: name).path
        return try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
