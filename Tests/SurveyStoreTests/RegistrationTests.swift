import Foundation
import Survey
import SurveyStore
import Testing

@Suite("Registration")
struct RegistrationTests {
    private func registration(
        _ test: TestStore, _ number: Int, on day: String = "2026-11-20", timeliness: String = "early"
    )
        throws -> Registration
    {
        var problems = InputProblems()
        let fields = RegistrationFields(
            dossierCode: TestStore.code(number), deskCode: "XH-1", procedureCode: "1.001193", communeCode: "",
            completedOn: day, receivedVia: "direct", timeliness: timeliness, digitised: "1")
        return try #require(
            Registration(
                fields, row: 1, catalogue: test.store.catalogue(), today: test.store.today, problems: &problems))
    }

    @Test("a dossier is created once, known when it comes again, and updated as long as no slip was issued")
    func knownAndUpdated() async throws {
        let test = try await TestStore()
        let first = try registration(test, 1)
        let other = try registration(test, 1, on: "2026-10-31", timeliness: "late")
        #expect(try await test.store.register([first]).map(\.status) == [.created])
        #expect(try await test.store.register([first]).map(\.status) == [.known])
        #expect(try await test.store.register([other]).map(\.status) == [.updated])
        let october = try #require(Month("2026-10"))
        let report = try await test.store.report(ReportRequest(by: .none, from: october, to: october))
        #expect(report.total.counts.late == 1 && report.total.counts.completed == 1)
        #expect(try test.store.verify() == [])
        try await test.store.markIssued([test.token(TestStore.code(1)).id])
        #expect(try await test.store.register([other]).map(\.status) == [.known])
        let error = await #expect(throws: RegistrationConflicts.self) {
            _ = try await test.store.register([registration(test, 2), first])
        }
        #expect(error?.problems.first.map(\.row) == [1])
        // All or none: the good one beside it was not taken.
        #expect(try test.store.state(of: test.token(TestStore.code(2)).id) == .unknown)
        #expect(try await test.store.report(ReportRequest(by: .none)).total.counts.issued == 1)
        #expect(try test.store.verify() == [])
    }

    @Test("a correction inside its cell does not tell whether a dossier was rated by a link made elsewhere")
    func correctionOfRated() async throws {
        let test = try await TestStore()
        _ = try await test.store.register([registration(test, 1), registration(test, 2)])
        let id = try test.token(TestStore.code(1)).id
        _ = try await test.store.submit(TestStore.answer("3"), for: id, channel: .ownDevice)
        for number in [1, 2] {
            let corrected = try registration(test, number, on: "2026-11-19", timeliness: "late")
            #expect(try await test.store.register([corrected]).map(\.status) == [.updated])
            #expect(try await test.store.register([corrected]).map(\.status) == [.known])
        }
        #expect(try test.store.verify() == [])
        // An answer stays in its cell; whoever can register can make the link as well, and ask there.
        await #expect(throws: RegistrationConflicts.self) {
            _ = try await test.store.register([registration(test, 1, on: "2026-10-31")])
        }
    }

    @Test("an import of changed particulars after a slip was issued names the dossier's line")
    func importConflict() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + TestStore.dossier(1) + "\n" + TestStore.dossier(2))
        try await test.store.markIssued([test.token(TestStore.code(2)).id])
        let changed = TestStore.header + TestStore.dossier(1, via: "post") + "\n" + TestStore.dossier(2, via: "post")
        let error = try #require(throws: InputProblems.self) { try test.load(.dossiers, changed) }
        #expect(error.first.map { "\($0.row) \($0.field) \($0.value)" } == ["3 dossier_code \(TestStore.code(2))"])
        #expect(try await test.store.report(ReportRequest(by: .none)).total.counts.post == 0)
    }

    @Test("after a key rotation a known dossier keeps its link, new ones get the new key's, and nothing counts twice")
    func rotation() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + TestStore.dossier(1) + "\n" + TestStore.dossier(2))
        let old = try test.token(TestStore.code(1))
        try await test.store.close()
        let newer = Data(repeating: 9, count: 32).base64EncodedString()
        let ring = try KeyRing(text: newer + "\n" + TestStore.secret)
        let store = try test.open(keys: ring)
        #expect(try await store.registeredToken(of: DossierCode(TestStore.code(1))) == old)
        #expect(try store.load(.dossiers, TestStore.header + TestStore.dossier(1)).unchanged == 1)
        #expect(try store.load(.dossiers, TestStore.header + TestStore.dossier(3)).created == 1)
        let new = try await store.registeredToken(of: DossierCode(TestStore.code(3)))
        #expect(try new == ring.newest.token(for: DossierCode(TestStore.code(3))))
        #expect(ring.accepts(old))
        let outcome = try await store.submit(TestStore.answer("3"), for: old.id, channel: .ownDevice)
        guard case .counted = outcome else {
            Issue.record("not counted: \(outcome)")
            return
        }
        #expect(try store.verify() == [])
        try await store.close()
        // The new secret was remembered: it opens the database without the old one, in whose stead it came.
        let alone = try test.open(keys: KeyRing(text: newer))
        try await alone.close()
    }

    @Test("a void slip stays void, is counted as such and leaves a trace that names the desk and not the dossier")
    func void() async throws {
        let test = try await TestStore()
        try test.load(.dossiers, TestStore.header + TestStore.dossier(1))
        let id = try test.token(TestStore.code(1)).id
        try await test.store.void(id, by: "an")
        try await test.store.void(id, by: "an")
        #expect(try await test.store.report(ReportRequest(by: .none)).total.counts.voided == 1)
        let entries = try test.rows("SELECT actor, subject, details FROM audit WHERE action = 'void'")
        #expect(entries == [["an", "XH-1", ""]])
        await #expect(throws: SurveyError.self) {
            try await test.store.void(test.token(TestStore.code(9)).id, by: "an")
        }
    }
}
