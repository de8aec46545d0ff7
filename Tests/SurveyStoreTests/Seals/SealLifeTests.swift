import Foundation
import GRDB
import Logging
import Survey
import Testing

@testable import SurveyStore

/// What the program itself does leaves every seal whole, and never covers up what a hand has done.
@Suite("Seals of rows in use")
struct SealLifeTests {
    @Test("imports, ends, successors, moderation, slips, voids, retention and the days' closing leave the seals whole")
    func work() async throws {
        let world = try await SealWorld()
        let (test, store) = (world.test, world.test.store)
        #expect(try store.verify() == [])
        for (kind, text) in [(ImportKind.communes, TestStore.communes), (.desks, TestStore.desks)] {
            #expect(try test.load(kind, text).updated == 0)
        }
        try test.load(
            .desks, "code,name,unit_code,valid_from,valid_to\nXT-1,Quầy 1 Xuân Trường,14089,2025-07-01,2027-01-01\n")
        try test.load(
            .communes,
            """
            code,name,parent_code,level,valid_from,valid_to,successor_code
            14089,Xã Xuân Trường,37,commune,2025-07-01,2027-01-01,14122

            """)
        #expect(try store.verify() == [])
        try await moderate(world)
        #expect(try store.verify() == [])
        let ids = try (0..<4).map { try test.token(TestStore.code($0)).id }
        try await store.markIssued(ids)
        try await store.set("small_cell", to: "6", by: "an")
        try await store.setPassword("mật khẩu khác", account: "lan", by: "an")
        try await store.revokeAPIKey("mot-cua", by: "an")
        if let unit = try store.catalogue().unit(code: "14122", on: store.today) {
            try await store.setTarget(.satisfaction, of: unit.id, permille: nil, by: "hoa")
        }
        #expect(try store.verify() == [])
        test.clock.advance(days: 800)
        try await store.closeDay()
        let summary = try await store.purge()
        #expect(summary.dissolvedDossiers == 40 && summary.deletedComments == 6)
        #expect(
            try test.rows("SELECT count(*) FROM row_seal WHERE name LIKE '2026-10 %' AND length(name) = 24") == [["0"]])
        #expect(try store.verify() == [])
    }

    private func moderate(_ world: SealWorld) async throws {
        let store = world.test.store
        let desk = try #require(try store.catalogue().desks(code: "XH-1").first)
        let comments = try await store.comments(in: world.month)
        let shown = try #require(comments.comments(of: .desk(desk.id)))
        #expect(shown.count == 6)
        for act in [CommentModeration.hide, .show, .mask("Góp ý")] {
            try await store.moderate(shown[0].id, act, in: .desk(desk.id), of: world.month, by: "hoa")
        }
    }

    @Test("what a hand changed stays found whatever the program does to the row afterwards")
    func neverCoveredUp() async throws {
        let world = try await SealWorld()
        let (test, store) = (world.test, world.test.store)
        try test.tamper("UPDATE comment SET text = 'Rất tốt'; UPDATE desk SET name = 'Quầy 9' WHERE code = 'H-1'")
        let comments = try await store.comments(in: world.month)
        let desk = try #require(try store.catalogue().desks(code: "XH-1").first)
        for comment in comments.comments(of: .desk(desk.id)) ?? [] {
            try await store.moderate(comment.id, .hide, in: .desk(desk.id), of: world.month, by: "hoa")
        }
        let names = { try store.verify().map(\.en).filter { $0.contains("comment") }.count }
        #expect(try names() == 6)
        test.clock.advance(days: 1)
        try await store.closeDay()
        try await store.close()
        let newer = Data(repeating: 9, count: 32).base64EncodedString()
        let both = try test.open(keys: try KeyRing(text: newer + "\n" + TestStore.secret))
        try await both.closeDay()
        let found = try both.verify().map(\.en)
        #expect(found.count { $0.hasPrefix("the comment 2026-10 ") } == 6, "\(found)")
        #expect(found.contains("the desk H-1 was changed behind the program's back"))
        try await both.close()
    }

    @Test("after a change of keys every row has the newest seal, and the old key is not needed for them any more")
    func keyChange() async throws {
        let world = try await SealWorld()
        let test = world.test
        try await test.store.close()
        let newer = Data(repeating: 9, count: 32).base64EncodedString()
        let both = try test.open(keys: try KeyRing(text: newer + "\n" + TestStore.secret))
        try await both.closeDay()
        #expect(try both.verify() == [])
        let newest = RowSealer(try KeyRing(text: newer))
        let found = try await both.read { db in
            var findings = Findings()
            try findings.checkSeals(db, newest)
            return findings.all
        }
        #expect(found == [])
        try await both.close()
    }

    @Test("a service that still has the former keys, and a command that has the new ones, seal for each other")
    func bothKeys() async throws {
        let world = try await SealWorld()
        let (test, service) = (world.test, world.test.store)
        let newer = Data(repeating: 9, count: 32).base64EncodedString()
        let command = try test.open(keys: try KeyRing(text: newer + "\n" + TestStore.secret))
        try command.load(.desks, "code,name,unit_code\nXH-2,Quầy 2 Xuân Hưng,14122\n")
        let today = "\(service.today)"
        let lines = (500...501).map { TestStore.dossier($0, on: today, desk: "XH-2") }
        try command.load(.dossiers, TestStore.header + lines.joined(separator: "\n"))
        for (number, store) in [(500, service), (501, command)] {
            let id = command.keyRing.newest.id(of: try DossierCode(TestStore.code(number)))
            _ = try await store.submit(TestStore.answer("2", comment: "Góp ý"), for: id, channel: .ownDevice)
            try await store.set("small_cell", to: store === service ? "8" : "9", by: "an")
        }
        #expect(try test.rows("SELECT count(*) FROM comment") == [["8"]])
        #expect(try command.verify() == [])
        try await service.close()
        try await command.closeDay()
        #expect(try command.verify() == [])
        try await command.close()
    }

    @Test("a backup that is restored has its seals; a table put back to an earlier state alone does not fit the trail")
    func earlierState() async throws {
        let world = try await SealWorld()
        let (test, store, clock) = (world.test, world.test.store, world.test.clock)
        let backup = test.folder.appending(path: "backup.sqlite").path
        try store.backUp(to: backup)
        try await store.set("small_cell", to: "9", by: "an")
        try test.tamper(
            """
            ATTACH '\(backup)' AS old;
            DELETE FROM row_seal; INSERT INTO row_seal SELECT * FROM old.row_seal;
            DELETE FROM seal_total; INSERT INTO seal_total SELECT * FROM old.seal_total;
            DELETE FROM setting; INSERT INTO setting SELECT * FROM old.setting;
            """)
        #expect(
            try store.verify().map(\.en) == [
                "the setting small_cell is not as the audit trail has it",
                "the sealed tables and the audit trail are not of the same time",
            ])
        try await store.close()
        _ = try await Store.restore(
            backup, to: test.path, keyRing: test.keyRing, now: { clock.now }, logger: Logger(label: "test"))
        let restored = try test.open()
        #expect(try restored.verify() == [])
        try await restored.close()
    }

    @Test("a database from before the seals is sealed once, as it stands, and never again")
    func firstTime() async throws {
        let world = try await SealWorld()
        let test = world.test
        try await test.store.close()
        let hand = SQLiteFile(test.path)
        // As an earlier version left it: no seals, no word of them.
        try hand.execute(
            "DELETE FROM row_seal", "DELETE FROM seal_total", "DELETE FROM audit", "DELETE FROM audit_end",
            "DELETE FROM setting", "DELETE FROM api_key_scope", "DELETE FROM api_key", "DELETE FROM session",
            "DELETE FROM account_scope", "DELETE FROM account")
        let first = try test.open()
        #expect(try first.verify() == [])
        #expect(try await first.auditEntries(limit: 1).map(\.action) == ["seal"])
        try await first.close()
        try hand.execute("UPDATE desk SET name = 'Quầy 9'", "DELETE FROM row_seal", "DELETE FROM seal_total")
        let second = try test.open()
        let found = try second.verify().map(\.en)
        #expect(found.count { $0.hasPrefix("the desk ") } == 3)
        #expect(found.contains { $0.hasPrefix("the seal over all tables") })
        try await second.close()
    }
}
