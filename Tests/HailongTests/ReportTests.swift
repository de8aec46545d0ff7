import Foundation
import OwnThread
import Survey
import Testing

@Suite(.ownThread) struct ReportTests {
    @Test("a report in JSON has every member of the contract, null where nothing is known")
    func json() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must(
            "import", "dossiers", "-",
            input: Example.header + Example.dossier(1) + Example.dossier(2, timeliness: "late")
                + Example.dossier(3, desk: "XT-1"))
        let month = "\(Example.today.month)"
        let outcome = try hailong.must("report", "--by", "commune", "--from", month, "--format", "json")
        let json = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [String: Any])
        #expect(Set(["by", "from", "to", "boundaries", "rows", "total"]).isSubset(of: json.keys))
        #expect(json["by"] as? String == "commune")
        #expect(json["from"] as? String == month)
        #expect(json["to"] is NSNull)
        #expect(json["boundaries"] as? String == "now")

        let rows = try #require(json["rows"] as? [[String: Any]])
        #expect(rows.map { $0["code"] as? String } == ["14089", "14122"])
        let row = rows[1]
        #expect(row["name"] as? String == "Xã Xuân Hưng")
        #expect(row["valid_from"] as? String == "2025-07-01")
        let counts = ["completed", "early", "on_time", "late", "digitised", "issued", "answers", "satisfied"]
        #expect(counts.map { row[$0] as? Int } == [2, 1, 0, 1, 2, 0, 0, 0])
        for name in ["share", "low", "high"] { #expect(row[name] is NSNull) }
        #expect(row["response_rate"] as? Double == 0)
        #expect(row["suppressed"] == nil)
        #expect((json["total"] as? [String: Any])?["completed"] as? Int == 3)
    }

    @Test("a published report hides the answers of small cells, and never the dossiers")
    func published() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        let outcome = try hailong.must("report", "--by", "desk", "--format", "json", "--publish")
        let json = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [String: Any])
        let row = try #require((json["rows"] as? [[String: Any]])?.first)
        #expect(row["suppressed"] as? Bool == true)
        #expect(row["completed"] as? Int == 1)
        for name in ["answers", "satisfied", "share", "low", "high", "response_rate"] { #expect(row[name] is NSNull) }
    }

    @Test("of an example it is said beside every report and export, on standard error and nowhere in the result")
    func example() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        let commands =
            ["table", "csv", "json"].flatMap { format in
                [
                    ["report", "--by", "desk", "--format", format],
                    ["report", "--by", "none", "--publish", "--format", format],
                ]
            } + [["export", "answers"], ["export", "dossiers", "--format", "csv"]]
        let english = ["LANG": "en_US.UTF-8"]
        let real = try commands.map { try hailong.run(all: $0, environment: english) }
        #expect(real.allSatisfy { $0.code == 0 && $0.errors.isEmpty })
        try hailong.must("setting", "set", "example", "1")
        for (command, before) in zip(commands, real) {
            let outcome = try hailong.run(all: command, environment: english)
            #expect(outcome.errors.contains("the answers are generated"), "\(command)")
            #expect(outcome.output == before.output, "\(command)")
        }
        for command in [["report", "--by", "desk", "--format", "xlsx"], ["export", "answers", "--format", "xlsx"]] {
            #expect(try hailong.run(all: command, environment: english).errors.contains("the answers are generated"))
        }
    }

    @Test("answers of each channel are shown alone and left out; what is published has the pages' choice of channels")
    func channels() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1) + Example.dossier(2))
        let server = try Server(hailong)
        let paths = try [1, 2].map { number in
            let link = try hailong.must("token", Example.code(number)).output
            return "/" + String(link.split(separator: "/").last ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        }
        #expect(try server.ask(paths[0], form: ["overall=3"]).status == 303)
        #expect(try server.ask(paths[1] + "?via=code", form: ["overall=1"]).status == 303)
        #expect(server.stop() == 0)
        func counts(_ arguments: String...) throws -> [Int?] {
            let outcome = try hailong.run(all: ["report", "--by", "none", "--format", "json"] + arguments)
            let json = try #require(try JSONSerialization.jsonObject(with: outcome.bytes) as? [String: Any])
            let total = try #require(json["total"] as? [String: Any])
            return [total["answers"] as? Int, total["satisfied"] as? Int]
        }
        #expect(try counts() == [2, 1])
        #expect(try counts("--channel", "own") == [1, 1])
        #expect(try counts("--channel", "code") == [1, 0])
        #expect(try counts("--without-channel", "own") == [1, 0])
        #expect(try counts("--channel", "kiosk", "--channel", "assisted") == [0, 0])
        #expect(try counts("--publish", "--without-channel", "assisted") == [nil, nil])
        #expect(try hailong.run("report", "--by", "none", "--publish", "--channel", "own").code == 1)
    }

    @Test("a table in the terminal is aligned by what is seen and ends with the total")
    func table() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        let lines = try hailong.must("report", "--by", "procedure").lines
        #expect(lines.count == 5)
        #expect(Set(lines.map(\.count)).count == 1)
        #expect(lines[0].hasPrefix("Mã        Tên                Hoàn thành  Sớm"))
        #expect(lines[2].hasPrefix("1.001193  Đăng ký khai sinh           1    1"))
        #expect(lines[4].hasPrefix("          Tổng cộng"))
    }

    @Test("a report as CSV ends with the total")
    func csv() throws {
        let hailong = try Hailong()
        try hailong.install()
        try hailong.must("import", "dossiers", "-", input: Example.header + Example.dossier(1))
        let lines = try hailong.must("report", "--by", "level", "--format", "csv").lines
        #expect(lines[0].hasPrefix("code,name,valid_from,completed,early,on_time,late,"))
        #expect(lines[1].hasPrefix("commune,Cấp xã,,1,1,0,0,"))
        #expect(lines[2].hasPrefix(",Tổng cộng,,1,1,0,0,"))
    }
}
