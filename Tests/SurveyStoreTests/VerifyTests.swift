import Foundation
import Survey
import Testing

@testable import SurveyStore

@Suite("Verify")
struct VerifyTests {
    /// Twelve dossiers, nine of them answered, over two days.
    private func filled() async throws -> TestStore {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + (1...12).map { TestStore.dossier($0) }.joined(separator: "\n"))
        for number in 1...9 {
            if number == 5 { test.clock.advance(days: 1) }
            _ = try await test.store.submit(
                number % 3 == 0 ? TestStore.answer("1", [("reason", "time")], comment: "Chậm") : TestStore.answer("3"),
                for: test.token(TestStore.code(number)).id, channel: .ownDevice, marks: AnswerMarks(device: 1))
        }
        #expect(try test.store.verify() == [])
        return test
    }

    private func findings(after sql: String) async throws -> [String] {
        let test = try await filled()
        try test.tamper(sql)
        return try test.store.verify().map(\.en)
    }

    @Test("a changed value is found, with the answer's name and the figures that no longer agree")
    func changedValue() async throws {
        let found = try await findings(after: "UPDATE answer SET choices = 'overall=3' WHERE choices LIKE 'overall=1%'")
        #expect(found.count { $0.contains("was changed or added") } == 3)
        #expect(found.contains { $0.contains("month 2026-11, desk XH-1, overall=1: the tally says 3, the answers 0") })
    }

    @Test(
        "a change of marks, cell, channel or key is found",
        arguments: [
            "marks = 9", "channel = 'kiosk'", "month = month - 1", "desk_id = 2", "commune_id = 2", "procedure_id = 2",
            "key = key + 1", "seal = zeroblob(16)",
        ])
    func changedColumn(_ change: String) async throws {
        let found = try await findings(after: "UPDATE answer SET \(change) WHERE key = (SELECT min(key) FROM answer)")
        #expect(found.contains { $0.contains("was changed or added behind the program's back") })
    }

    @Test("a deleted answer is found though every other seal fits, and so is one whose tallies were mended")
    func deleted() async throws {
        let found = try await findings(
            after: "DELETE FROM answer WHERE key = (SELECT min(key) FROM answer WHERE choices = 'overall=3')")
        #expect(found.contains { $0.contains("overall=3: the tally says 6, the answers 5") })
        let mended = try await findings(
            after: """
                DELETE FROM answer WHERE key = (SELECT min(key) FROM answer WHERE choices = 'overall=3');
                UPDATE answer_tally SET count = count - 1 WHERE value = '3';
                UPDATE signal_tally SET count = count - 1 WHERE overall = '3';
                """)
        #expect(mended.contains { $0.contains("the log counts 9 answers, the table holds 8") })
        let thorough = try await findings(
            after: """
                DELETE FROM answer WHERE key = (SELECT min(key) FROM answer WHERE choices = 'overall=3');
                UPDATE answer_tally SET count = count - 1 WHERE value = '3';
                UPDATE signal_tally SET count = count - 1 WHERE overall = '3';
                DELETE FROM leaf WHERE (day, hash) = (SELECT day, hash FROM leaf ORDER BY day DESC LIMIT 1);
                """)
        #expect(thorough.contains { $0.contains("9 dossiers are marked as rated, and there are 8 answers") })
        let most = try await findings(
            after: """
                UPDATE dossier SET state = 0 WHERE id = (SELECT min(id) FROM dossier WHERE state = 1);
                UPDATE unissued_answer_tally SET answers = answers - 1;
                DELETE FROM answer WHERE key = (SELECT min(key) FROM answer WHERE choices = 'overall=3');
                UPDATE answer_tally SET count = count - 1 WHERE value = '3';
                UPDATE signal_tally SET count = count - 1 WHERE overall = '3';
                DELETE FROM leaf WHERE (day, hash) = (SELECT day, hash FROM leaf ORDER BY day DESC LIMIT 1);
                """)
        #expect(
            most == [
                "the table dossier (dossiers) had 12 rows when the program last wrote it; it has 12 now, which no longer fit: it was changed behind the program's back",
                "the table unissued_answer_tally (numbers of answers without a slip) had 1 row when the program last wrote it; it has 1 now, which no longer fit: it was changed behind the program's back",
                "9 answers were taken; the log has 8 now and no longer fits",
            ])
    }

    @Test("an added answer is found though its tallies fit")
    func added() async throws {
        let found = try await findings(
            after: """
                INSERT INTO answer SELECT key + 1, month, desk_id, commune_id, procedure_id, channel, questionnaire_id,
                    choices, marks, seal FROM answer WHERE choices = 'overall=3' LIMIT 1;
                UPDATE answer_tally SET count = count + 1 WHERE value = '3';
                UPDATE signal_tally SET count = count + 1 WHERE overall = '3';
                """)
        #expect(found.contains { $0.contains("was changed or added behind the program's back") })
        #expect(found.contains { $0.contains("the log counts 9 answers, the table holds 10") })
    }

    @Test(
        "a changed tally is found and named by month and desk",
        arguments: [
            "UPDATE answer_tally SET count = count + 1 WHERE value = '3'", "DELETE FROM answer_tally WHERE value = '3'",
            "INSERT INTO answer_tally SELECT month, desk_id, commune_id, procedure_id, channel, questionnaire_id, question, '2', 4 FROM answer_tally LIMIT 1",
            "UPDATE signal_tally SET count = count + 1", "DELETE FROM signal_tally",
            "UPDATE dossier_tally SET early = early + 1, direct = direct + 1, completed = completed + 1",
            "UPDATE dossier_tally SET issued = 12", "UPDATE unissued_answer_tally SET answers = answers + 1",
            "DELETE FROM unissued_answer_tally", "DELETE FROM dossier_tally", "DELETE FROM dossier WHERE state = 0",
            "UPDATE dossier SET timeliness = 'late' WHERE state = 0",
            "UPDATE issue_tally SET completed = completed + 1",
            "UPDATE issue_tally SET issued = 1", "DELETE FROM issue_tally",
        ])
    func tallies(_ sql: String) async throws {
        let found = try await findings(after: sql)
        #expect(found.contains { $0.contains("month 2026-11") && $0.contains("tally") }, "\(found)")
    }

    @Test(
        "a setting, an account or an API key that is not as the audit trail has it is found and named",
        arguments: [
            ("UPDATE setting SET value = '1' WHERE name = 'small_cell'", "the setting small_cell"),
            ("DELETE FROM setting WHERE name = 'small_cell'", "the setting small_cell"),
            ("INSERT INTO setting VALUES ('retention_days', '3000')", "the setting retention_days"),
            ("UPDATE account SET role = 'admin' WHERE name = 'lan'", "the account lan"),
            ("UPDATE account SET is_disabled = 0 WHERE name = 'nam'", "the account nam"),
            ("DELETE FROM account_scope WHERE account = 'lan'", "the account lan"),
            ("INSERT INTO account VALUES ('ma', 'admin', x'00', x'00', 0)", "the account ma"),
            ("UPDATE api_key SET scopes = 'register,report' WHERE name = 'mot-cua'", "the API key mot-cua"),
            ("UPDATE api_key SET is_revoked = 0 WHERE name = 'cu'", "the API key cu"),
        ])
    func traced(_ sql: String, _ name: String) async throws {
        let test = try await filled()
        let store = test.store
        try await store.set("small_cell", to: "7", by: "an")
        try await store.set("digest_webhook", to: "https://a.example/secret?key=1", by: "an")
        for account in ["lan", "nam"] {
            try await store.addAccount(
                account, role: .officer, password: "mật khẩu dài", units: ["14122"], desks: ["XT-1"], by: "an")
        }
        try await store.setScope(units: [], desks: [], account: "nam", by: "an")
        try await store.setDisabled(true, account: "nam", by: "an")
        for key in ["mot-cua", "cu"] { _ = try await store.addAPIKey(key, scopes: [.register], by: "an") }
        try await store.revokeAPIKey("cu", by: "an")
        #expect(try store.verify() == [])
        try test.tamper(sql)
        let found = try store.verify().map(\.en)
        let words = name.split(separator: " ").last ?? ""
        #expect(found.contains("\(name) is not as the audit trail has it"), "\(found)")
        #expect(found.allSatisfy { $0.contains(words) }, "\(found)")
    }

    @Test(
        "a break in the audit trail is found at its entry",
        arguments: [
            ("UPDATE audit SET actor = 'other' WHERE sequence = 2", "breaks at entry 2"),
            ("DELETE FROM audit WHERE sequence = 2", "lacks entry 2"),
            ("UPDATE audit SET moment = moment + 1 WHERE sequence = 3", "breaks at entry 3"),
            ("UPDATE audit SET hash = zeroblob(32) WHERE sequence = 4", "breaks at entry 4"),
        ])
    func audit(_ sql: String, _ entry: String) async throws {
        let found = try await findings(after: sql)
        #expect(found.contains { $0.contains("the audit trail \(entry)") }, "\(found)")
    }

    @Test("a leaf that was removed or added is found")
    func leaves() async throws {
        let removed = try await findings(after: "DELETE FROM leaf WHERE hash = (SELECT min(hash) FROM leaf)")
        #expect(removed.contains { $0.contains("the log counts 8 answers, the table holds 9") })
        let added = try await findings(after: "INSERT INTO leaf SELECT day, randomblob(32) FROM leaf LIMIT 1")
        #expect(added.contains { $0.contains("the log counts 10 answers, the table holds 9") })
    }

    @Test("bytes flipped anywhere in the file are found or harmless, and never crash the check", arguments: 0..<24)
    func flippedBytes(_ seed: Int) async throws {
        let test = try await filled()
        try await test.store.close()
        var bytes = [UInt8](try Data(contentsOf: URL(filePath: test.path)))
        // The leaf pages of answers, marks and all: each run flips one byte of an answer's record.
        let trace = try FileTrace(test.path)
        let roots = try SQLiteFile(test.path).roots()
        let cells = trace.cells(root: try #require(roots["answer"]))
        let cell = cells[seed % cells.count]
        let at = (cell.page - 1) * trace.pageSize + cell.offset + (seed * 7) % 60
        bytes[at] ^= 1 << (seed % 8)
        try Data(bytes).write(to: URL(filePath: test.path))
        do {
            let store = try test.open()
            #expect(try store.verify() != [], "byte \(at) of cell at \(cell.offset)")
            try await store.close()
        } catch let error as SurveyError {
            #expect(error.message.en.contains("cannot open"))
        }
    }
}
