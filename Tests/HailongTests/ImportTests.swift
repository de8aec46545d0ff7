import Foundation
import OwnThread
import Survey
import Testing

@Suite(.ownThread) struct ImportTests {
    @Test("an import says what it did, and repeating it changes nothing")
    func twice() throws {
        let hailong = try Hailong(["LC_ALL": "en_US.UTF-8"])
        try hailong.install()
        let file = try hailong.write(Example.header + Example.dossier(1) + Example.dossier(2), to: "dossiers.csv")
        #expect(
            try hailong.must("import", "dossiers", file).output
                == "dossiers: 2 rows, 2 created, 0 updated, 0 unchanged\n")
        #expect(
            try hailong.must("import", "dossiers", file).output
                == "dossiers: 2 rows, 0 created, 0 updated, 2 unchanged\n")
    }

    @Test("every bad row is named by file, line, column, value and reason, and nothing is taken")
    func badRows() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        let rows = [
            Example.dossier(1), "\(Example.code(2)),XH-1,1.001193,,\(Example.today),onlin,early,1\n",
            "H42,XX-9,1.001193,,\(Example.today + 1),online,early,1\n", "\(Example.code(3)),XH-1\n",
        ]
        try hailong.write(Example.header + rows.joined(), to: "bad.csv")
        let outcome = try hailong.run("import", "dossiers", "bad.csv")
        #expect(outcome.code == 1)
        #expect(outcome.output == "")
        #expect(
            outcome.errors == """
                bad.csv:3: received_via: "onlin": must be direct, online or post
                bad.csv:4: dossier_code: "H42": not a dossier code, which looks like H40.18-240501-0001 or \
                000.00.18.H40-240501-0001
                bad.csv:4: completed_on: "\(Example.today + 1)": in the future
                bad.csv:4: desk_code: "XX-9": not in the catalogue
                bad.csv:5: the row has 2 fields, the header 8
                nothing was imported: 5 problems

                """)
        #expect(try hailong.completed() == 0)
    }

    @Test("a dossier that a file names twice counts once, and with other particulars both its lines are named")
    func repeats() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        let twice = Example.header + Example.dossier(1) + Example.dossier(2) + Example.dossier(1).lowercased()
        let again = twice.replacing("xh-1", with: "XH-1")
        #expect(
            try hailong.must("import", "dossiers", "-", input: again).output
                == "dossiers: 3 rows, 2 created, 0 updated, 1 unchanged\n")
        #expect(try hailong.completed() == 2)
        let other = Example.header + Example.dossier(3) + Example.dossier(4) + Example.dossier(3, timeliness: "late")
        let outcome = try hailong.run("import", "dossiers", "-", input: other)
        #expect(outcome.code == 1)
        #expect(
            outcome.errors == """
                -:4: dossier_code: "\(Example.code(3))": row 2 has this dossier already, with other particulars
                nothing was imported: 1 problem

                """)
        #expect(try hailong.completed() == 2)
    }

    @Test("at most fifty problems are named, then a count")
    func many() throws {
        let hailong = try Hailong()
        try hailong.install()
        let rows = (1...70).map { Example.dossier($0, timeliness: "never") }.joined()
        let outcome = try hailong.run("import", "dossiers", "-", input: Example.header + rows)
        let lines = outcome.errors.split(separator: "\n")
        #expect(outcome.code == 1)
        #expect(lines.count == 52)
        #expect(lines[0] == "-:2: timeliness: \"never\": phải là early, on_time hoặc late")
        #expect(lines[50] == "… và 20 lỗi nữa")
        #expect(lines[51] == "không nhập gì: 70 lỗi")
    }

    @Test("a column that is not known is named")
    func unknownColumn() throws {
        let hailong = try Hailong(["LANG": "en"])
        try hailong.install()
        try hailong.write("code;name;unit_code;colour\nA;B;14122;red\n", to: "desks.csv")
        let outcome = try hailong.run("import", "desks", "desks.csv")
        #expect(outcome.code == 1)
        #expect(outcome.errors == "desks.csv: line 1: unknown column “colour”\n")
    }

    @Test("a file that is not there is named")
    func noFile() throws {
        let outcome = try Hailong().run("import", "desks", "nowhere.csv")
        #expect(outcome.code == 1)
        #expect(outcome.errors == "không có tệp nowhere.csv\n")
    }
}

extension Hailong {
    /// The dossiers that the report counts.
    func completed() throws -> Int? {
        let report = try must("report", "--by", "none", "--format", "json").bytes
        let json = try JSONSerialization.jsonObject(with: report) as? [String: Any]
        return (json?["total"] as? [String: Any])?["completed"] as? Int
    }
}
