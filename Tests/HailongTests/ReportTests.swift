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

    @Test("a published rate is of the dossiers beside it; what it was on the answers' own day is told apart")
    func rates() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        func register(_ numbers: ClosedRange<Int>) throws {
            try hailong.must(
                "import", "dossiers", "-", input: Example.header + numbers.map { Example.dossier($0) }.joined())
        }
        func rate(_ number: Int, _ server: Server) throws {
            let link = try hailong.must("token", Example.code(number)).output.trimmingCharacters(in: .newlines)
            #expect(try server.ask("/\(link.suffix(18))", form: ["overall=3"]).status == 303)
        }
        try register(1...12)
        let server = try Server(hailong)
        for number in 1...7 { try rate(number, server) }
        #expect(try hailong.must("report", "--by", "none", "--publish").lines.last?.contains(" 7 ") == true)
        try register(13...14)
        // One answer is no step.
        try rate(13, server)
        let report = try hailong.must("report", "--by", "none", "--publish", "--format", "json").bytes
        let json = try #require(try JSONSerialization.jsonObject(with: report) as? [String: Any])
        let total = try #require(json["total"] as? [String: Any])
        #expect(total["completed"] as? Int == 14 && total["answers"] as? Int == 7 && total["answers_of"] as? Int == 12)
        #expect(total["response_rate"] as? Double == 0.5 && total["response_rate_then"] as? Double == 0.5833)
        let csv = try hailong.must("report", "--by", "none", "--publish", "--format", "csv").lines
        let cells = csv.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        for (name, value) in [("response_rate", "0.5"), ("answers_of", "12"), ("response_rate_then", "0.5833")] {
            let column = try #require(cells[0].firstIndex { $0 == name })
            #expect(cells[1][column] == value, "\(name)")
        }
        let table = try hailong.must("report", "--by", "none", "--publish")
        #expect(
            table.lines.last == "† Total: answers as of \(Example.today), of 12 dossiers, a response of 58.3 % then")
        #expect(server.stop() == 0)
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
        #expect(lines[0].hasPrefix("Mã        Tên                Hoàn thành  Trước hạn"))
        #expect(lines[2].hasPrefix("1.001193  Đăng ký khai sinh           1          1"))
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
