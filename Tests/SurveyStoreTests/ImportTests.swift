import Foundation
import Survey
import SurveyStore
import Testing

@Suite("Imports")
struct ImportTests {
    @Test("every bad row is named by line, column, value and reason, and nothing of the file is taken")
    func everyBadRow() async throws {
        let test = try await TestStore()
        let lines = [
            TestStore.dossier(1),
            "nonsense,XH-1,1.001193,,2026-11-20,direct,early,1",
            TestStore.dossier(2, desk: "NONE"),
            TestStore.dossier(3, on: "2026-11-24"),
            TestStore.dossier(4, on: "20/11/2026"),
            TestStore.dossier(5, commune: "99999"),
            TestStore.dossier(6, via: "fax"),
            TestStore.dossier(7, timeliness: "soon"),
            "\(TestStore.code(8)),XH-1,9.999999,,2026-11-20,direct,early,2",
            "\(TestStore.code(9)),XH-1,1.001193",
        ]
        let error = try #require(throws: InputProblems.self) {
            try test.load(.dossiers, TestStore.header + lines.joined(separator: "\n"))
        }
        let found = error.first.map { "\($0.row) \($0.field) \($0.value)" }
        #expect(
            found == [
                "3 dossier_code nonsense", "4 desk_code NONE", "5 completed_on 2026-11-24",
                "6 completed_on 20/11/2026", "7 commune_code 99999", "8 received_via fax", "9 timeliness soon",
                "10 digitised 2", "10 procedure_code 9.999999", "11  3",
            ])
        #expect(error.first.allSatisfy { !$0.reason.vi.isEmpty && !$0.reason.en.isEmpty })
        #expect(try test.store.state(of: test.token(TestStore.code(1)).id) == .unknown)
        #expect(try await test.store.report(ReportRequest(by: .none)).total.counts.completed == 0)
    }

    @Test("of many bad rows the first fifty are named and all are counted")
    func firstFifty() async throws {
        let test = try await TestStore()
        let lines = (1...130).map { TestStore.dossier($0, desk: "NONE") }
        let error = try #require(throws: InputProblems.self) {
            try test.load(.dossiers, TestStore.header + lines.joined(separator: "\n"))
        }
        #expect(error.count == 130)
        #expect(error.first.count == 50)
        #expect(error.first.last?.row == 51)
    }

    @Test("repeating any import changes nothing, neither rows nor the audit trail", arguments: ImportKind.allCases)
    func repeating(_ kind: ImportKind) async throws {
        let test = try await TestStore()
        let file =
            switch kind {
            case .communes: TestStore.communes
            case .desks: TestStore.desks
            case .procedures: TestStore.procedures
            case .dossiers: TestStore.header + (1...20).map { TestStore.dossier($0) }.joined(separator: "\n")
            case .situation: situation
            }
        try test.load(kind, file)
        let before = try test.content()
        let summary = try test.load(kind, file)
        #expect(summary.created == 0 && summary.updated == 0 && summary.unchanged == summary.rows && summary.rows > 0)
        #expect(try test.content() == before)
    }

    private let situation = """
        unit_code,month,received_direct,received_online,received_post,carried_over,pending_in_time,pending_late,awaiting_supplement,ineligible
        364,2024-05,37,1389,0,248,86,0,26,15
        14122,2024-05,1,8209,0,0,0,0,0,6
        """

    @Test("a count that is empty, signed, no number or beyond ten million is named by its column")
    func counts() async throws {
        let test = try await TestStore()
        let header = situation.prefix { $0 != "\n" } + "\n"
        let error = try #require(throws: InputProblems.self) {
            try test.load(.situation, header + "364,2024-05,,+1,-1,10000001,9223372036854775807,1e3, 7 ,10000000")
        }
        #expect(
            error.first.map(\.field) == [
                "received_direct", "received_online", "received_post", "carried_over", "pending_in_time",
                "pending_late",
            ])
        #expect(error.first[0].reason.en == "must not be empty")
        #expect(error.first[3].reason.en == "must be a whole number from 0 to 10000000")
        #expect(try await test.store.situations().isEmpty)
    }

    @Test("a unit and month that a file has twice counts once, and with other counts both rows are named")
    func twice() async throws {
        let test = try await TestStore()
        let row = situation.split(separator: "\n")[1]
        let same = try test.load(.situation, situation + "\n" + row)
        #expect(same.created == 2 && same.unchanged == 1)
        let other = situation + "\n" + row.replacing("364,2024-05,37", with: "364,2024-05,38")
        let error = try #require(throws: InputProblems.self) { try test.load(.situation, other) }
        #expect(error.first.map(\.row) == [4])
        #expect(error.first[0].reason.en == "row 2 has this unit and month already, with other counts")
        #expect(try test.load(.situation, situation).unchanged == 2)
    }

    @Test("counts from an earlier version that no sum can hold neither stop the sum nor go unnoticed")
    func overflow() async throws {
        let test = try await TestStore()
        try test.load(.situation, situation)
        try test.tamper(
            "UPDATE situation SET received_direct = 9223372036854775807, pending_late = 9223372036854775807")
        let sum = SituationSum(try await test.store.situations())
        #expect(sum.received > 2 * Situation.largestCount && sum.pending == 86 + 2 * Situation.largestCount)
        // The hand that stored them broke the rows' seals as well.
        let found = try test.store.verify().map(\.en).filter { $0.contains("count beyond") }
        #expect(
            found == [
                "month 2024-05, unit 14122: the situation has a count beyond 10000000",
                "month 2024-05, unit 364: the situation has a count beyond 10000000",
            ])
    }

    @Test("a code with a space or too long, and a name with a line break or too long, are named by their columns")
    func longAndOdd() async throws {
        let test = try await TestStore()
        func fields(_ kind: ImportKind, _ csv: String) throws -> [String] {
            try #require(throws: InputProblems.self) { try test.load(kind, csv) }.first.map(\.field)
        }
        let (code, name) = (String(repeating: "X", count: 41), String(repeating: "Ề", count: 501))
        let desks = "code,name,unit_code\n"
        #expect(
            try fields(.desks, desks + "\(code),A,37\nB 2,\"B\nB\",37\nC,\(name),37") == [
                "code", "code", "name", "name",
            ])
        #expect(try fields(.desks, desks + "D\u{7},D\u{1B}[31m,37") == ["code", "name"])
        let communes = "code,name,parent_code\n"
        #expect(try fields(.communes, communes + "20 01,\(name),\(code)") == ["code", "name", "parent_code"])
        let procedures = "code,name,field,level\n"
        #expect(try fields(.procedures, procedures + "1.000001,\(name),\"a\nb\",commune") == ["name", "field"])
        let longest = "\(code.dropLast()),\(name.dropLast()),37"
        #expect(try test.load(.desks, desks + longest).created == 1)
    }

    @Test("a situation is corrected by importing it again, and refused for a unit that was not there in that month")
    func situations() async throws {
        let test = try await TestStore()
        #expect(try test.load(.situation, situation).created == 2)
        let corrected = try test.load(.situation, situation.replacing("364,2024-05,37", with: "364,2024-05,38"))
        #expect(corrected.updated == 1 && corrected.unchanged == 1)
        let error = try #require(throws: InputProblems.self) {
            try test.load(.situation, situation.replacing("364,2024-05,37", with: "364,2025-08,-1"))
        }
        #expect(error.first.map(\.field) == ["unit_code", "received_direct"])
    }

    @Test("semicolons, a byte-order mark and any line ends are taken as they come")
    func dialects() async throws {
        let test = try await TestStore()
        let file = (TestStore.header + (1...3).map { TestStore.dossier($0) }.joined(separator: "\n"))
            .replacing(",", with: ";").replacing("\n", with: "\r\n")
        #expect(try test.load(.dossiers, "\u{FEFF}" + file).created == 3)
        #expect(try test.load(.dossiers, file.replacing("\r\n", with: "\r")).unchanged == 3)
    }

    @Test("an unknown, missing or repeated column is an error that names it, and so is an empty file")
    func columns() async throws {
        let test = try await TestStore()
        func message(_ kind: ImportKind, _ text: String) throws -> String {
            try #require(throws: SurveyError.self) { try test.load(kind, text) }.message.en
        }
        #expect(try message(.desks, "code,name,unit_code,colour\nA,B,37,red").contains("unknown column “colour”"))
        #expect(try message(.desks, "code,name\nA,B").contains("missing column “unit_code”"))
        #expect(try message(.desks, "code,name,unit_code,name\nA,B,37,B").contains("repeated column “name”"))
        #expect(try message(.desks, "").contains("without a header"))
    }

    @Test("an error in the source, at whatever place, undoes everything")
    func torn() async throws {
        let test = try await TestStore()
        struct Torn: Error {}
        var chunks = 0
        #expect(throws: Torn.self) {
            _ = try test.store.importCSV(
                .dossiers,
                from: {
                    chunks += 1
                    if chunks == 1 { return Data(TestStore.header.utf8) }
                    if chunks == 40 { throw Torn() }
                    return Data((TestStore.dossier(chunks) + "\n").utf8)
                }, by: "test")
        }
        #expect(chunks == 40)
        #expect(try await test.store.report(ReportRequest(by: .none)).total.counts.completed == 0)
        #expect(try test.load(.dossiers, TestStore.header + TestStore.dossier(2)).created == 1)
    }

    @Test("NFD and NFC names are the same name")
    func normalisation() async throws {
        let test = try await TestStore()
        let summary = try test.load(.communes, TestStore.communes.decomposedStringWithCanonicalMapping)
        #expect(summary.unchanged == summary.rows)
    }
}

@Suite("The catalogue's history")
struct CatalogueHistoryTests {
    @Test("a dossier outside the validity of its desk, procedure or commune is refused")
    func validity() async throws {
        let test = try await TestStore()
        try test.load(.procedures, "code,name,field,level,valid_from,valid_to\n1.000001,Cũ,X,commune,,2026-01-01")
        let lines = [
            TestStore.dossier(1, on: "2025-06-30", desk: "XT-1"),
            TestStore.dossier(2, on: "2025-07-01", desk: "H-1"),
            TestStore.dossier(3, commune: "14119"),
            TestStore.dossier(4).replacing("1.001193", with: "1.000001"),
        ]
        let error = try #require(throws: InputProblems.self) {
            try test.load(.dossiers, TestStore.header + lines.joined(separator: "\n"))
        }
        #expect(
            error.first.map { "\($0.row) \($0.field)" } == [
                "2 desk_code", "3 desk_code", "4 commune_code", "5 procedure_code",
            ])
        let good = [
            TestStore.dossier(1, on: "2025-07-01", desk: "XT-1"), TestStore.dossier(2, on: "2025-06-30", desk: "H-1"),
            TestStore.dossier(3, on: "2024-08-31", commune: "14119"),
        ]
        #expect(try test.load(.dossiers, TestStore.header + good.joined(separator: "\n")).created == 3)
    }

    @Test("a known unit may gain an end and a successor; another name, another end or another successor is refused")
    func historyStays() async throws {
        let test = try await TestStore()
        let header = "code,name,parent_code,level,valid_from,valid_to,successor_code\n"
        let ended = header + "14089,Xã Xuân Trường,37,commune,2025-07-01,2026-06-01,14122"
        #expect(try test.load(.communes, ended).updated == 1)
        #expect(try test.load(.communes, ended).unchanged == 1)
        // The same row without its end neither takes it away nor changes anything.
        #expect(try test.load(.communes, header + "14089,Xã Xuân Trường,37,commune,2025-07-01,,").unchanged == 1)
        for (bad, field) in [
            ("14089,Xã Khác,37,commune,2025-07-01,2026-06-01,14122", "name"),
            ("14089,Xã Xuân Trường,36,commune,2025-07-01,2026-06-01,14122", "parent_code"),
            ("14089,Xã Xuân Trường,37,district,2025-07-01,2026-06-01,14122", "level"),
            ("14089,Xã Xuân Trường,37,commune,2025-07-01,2026-07-01,14122", "valid_to"),
            ("14089,Xã Xuân Trường,37,commune,2025-07-01,2026-06-01,37", "successor_code"),
        ] {
            let error = try #require(throws: InputProblems.self) { try test.load(.communes, header + bad) }
            #expect(error.first.map(\.field) == [field])
        }
        let unit = try #require(try test.store.catalogue().units(code: "14089").first)
        #expect(unit.name == "Xã Xuân Trường" && unit.successorCode == "14122")
    }

    @Test("rows of one code may follow one another and not overlap")
    func overlap() async throws {
        let test = try await TestStore()
        let header = "code,name,unit_code,valid_from,valid_to\n"
        for bad in ["XT-1,Khác,14089,2026-01-01,", "XT-1,Khác,14089,,2025-07-02"] {
            let error = try #require(throws: InputProblems.self) { try test.load(.desks, header + bad) }
            #expect(error.first.map(\.field) == ["valid_from"])
        }
        let follow = "XT-1,Quầy 1 Xuân Trường,14089,2025-07-01,2026-01-01\nXT-1,Quầy mới,14089,2026-01-01,"
        let summary = try test.load(.desks, header + follow)
        #expect(summary.updated == 1 && summary.created == 1)
        #expect(
            try test.store.catalogue().desk(code: "XT-1", on: #require(Day("2025-12-31")))?.name.hasSuffix("Trường")
                == true)
        #expect(try test.store.catalogue().desk(code: "XT-1", on: #require(Day("2026-01-01")))?.name == "Quầy mới")
    }

    @Test("a successor that does not exist when it takes over is an error, and one in a later row is not")
    func successors() async throws {
        let test = try await TestStore()
        let header = "code,name,parent_code,valid_from,valid_to,successor_code\n"
        let error = try #require(throws: InputProblems.self) {
            try test.load(.communes, header + "20001,Xã A,37,2025-07-01,2026-01-01,20002")
        }
        #expect(error.first.map(\.field) == ["successor_code"])
        let pair = "20001,Xã A,37,2025-07-01,2026-01-01,20002\n20002,Xã B,37,2026-01-01,,"
        #expect(try test.load(.communes, header + pair).created == 2)
        let early = try #require(throws: InputProblems.self) {
            try test.load(.communes, header + "20003,Xã C,37,2025-07-01,2025-12-31,20002")
        }
        #expect(early.first.map(\.value) == ["20002"])
    }

    @Test("a successor that is missing is named by its line, in the same run as every other bad row")
    func successorLines() async throws {
        let test = try await TestStore()
        let file = """
            code,name,parent_code,valid_from,valid_to,successor_code
            20001,Xã A,37,2025-07-01,2026-01-01,20009
            20002,,37,2026-01-01,,
            20003,Xã C,37,2025-07-01,2026-01-01,20002
            20004,Xã D,37,2025-07-01,2026-01-01,20008
            """
        let error = try #require(throws: InputProblems.self) { try test.load(.communes, file) }
        // 20002 is there, in a row that is named for its name.
        #expect(
            error.first.map { "\($0.row) \($0.field) \($0.value)" }.sorted()
                == ["2 successor_code 20009", "3 name ", "5 successor_code 20008"])
        try test.load(.communes, "code,name,parent_code,valid_from\n20005,Xã E,37,2025-07-01")
        try test.load(
            .communes,
            "code,name,parent_code,valid_from,valid_to,successor_code\n20006,Xã G,37,2025-07-01,2026-01-01,20005")
        let ended = "code,name,parent_code,valid_from,valid_to\n20007,Xã H,37,,\n20005,Xã E,37,2025-07-01,2025-12-01"
        let late = try #require(throws: InputProblems.self) { try test.load(.communes, ended) }
        #expect(late.first.map { "\($0.row) \($0.value)" } == ["3 20005"])
    }

    @Test("a desk needs a unit that is there in its time")
    func desksNeedUnits() async throws {
        let test = try await TestStore()
        let header = "code,name,unit_code,valid_from,valid_to\n"
        for bad in ["N-1,Quầy,99999,,", "N-1,Quầy,364,2025-07-01,"] {
            let error = try #require(throws: InputProblems.self) { try test.load(.desks, header + bad) }
            #expect(error.first.map(\.field) == ["unit_code"])
        }
    }

    @Test("a code of three eras is three communes then and one now; communes that merged are added up now")
    func boundaries() async throws {
        let test = try await TestStore()
        let lines = [
            TestStore.dossier(1, on: "2024-05-10"), TestStore.dossier(2, on: "2024-05-11"),
            TestStore.dossier(3, on: "2024-05-12", commune: "14119"), TestStore.dossier(4, on: "2024-10-01"),
            TestStore.dossier(5, on: "2025-08-01"), TestStore.dossier(6, on: "2025-08-02", commune: "14089"),
        ]
        try test.load(.dossiers, TestStore.header + lines.joined(separator: "\n"))
        let then = try await test.store.report(ReportRequest(by: .commune, boundaries: .then))
        #expect(
            then.rows.map { "\($0.code) \($0.name) \($0.validFrom.map { "\($0)" } ?? "-") \($0.counts.completed)" } == [
                "14089 Xã Xuân Trường 2025-07-01 1", "14119 Xã Xuân Bắc - 1", "14122 Xã Xuân Phương - 2",
                "14122 Xã Trà Lũ 2024-09-01 1", "14122 Xã Xuân Hưng 2025-07-01 1",
            ])
        let now = try await test.store.report(ReportRequest(by: .commune, boundaries: .now))
        #expect(
            now.rows.map { "\($0.code) \($0.name) \($0.counts.completed)" } == [
                "14089 Xã Xuân Trường 1", "14122 Xã Xuân Hưng 5",
            ])
        #expect(then.total.counts == now.total.counts && now.total.counts.completed == 6)
        let may = try #require(Month("2024-05"))
        let month = try await test.store.report(ReportRequest(by: .commune, from: may, to: may, boundaries: .then))
        #expect(month.total.counts.completed == 3)
    }
}
