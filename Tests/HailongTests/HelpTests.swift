import Foundation
import OwnThread
import Testing

@Suite(.ownThread) struct HelpTests {
    static let commands: [[String]] = [
        [], ["serve"], ["import"], ["issue"], ["token"], ["report"], ["export"], ["setting"], ["setting", "list"],
        ["setting", "get"],
        ["setting", "set"], ["user"], ["user", "add"], ["user", "list"], ["user", "disable"], ["user", "enable"],
        ["user", "password"], ["apikey"], ["apikey", "add"], ["apikey", "list"], ["apikey", "revoke"], ["purge"],
        ["backup"], ["restore"], ["verify"], ["demo"],
    ]

    @Test("the help of every command reads as it was written", arguments: commands)
    func help(of command: [String]) throws {
        let name = (["hailong"] + command).joined(separator: "-")
        let file = Hailong.root.appending(path: "Tests/HailongTests/Help/\(name).txt")
        let outcome = try Hailong().help(command)
        #expect(outcome.code == 0)
        #expect(outcome.errors == "")
        #expect(outcome.output == (try String(contentsOf: file, encoding: .utf8)))
    }

    @Test("the help of the program names every command whose help is pinned")
    func overview() throws {
        let overview = try Hailong().help([]).output
        for command in HelpTests.commands { if let name = command.first { #expect(overview.contains("  \(name) ")) } }
    }

    @Test(
        "wrong usage exits 64 and says how the command is used",
        arguments: [
            ["bogus"], ["report"], ["report", "--by", "planet"], ["report", "--by", "desk", "--from", "2024-13"],
            ["report", "--by", "desk", "--from", "2024-05", "--to", "2024-01"], ["import", "planets", "x.csv"],
            ["import", "desks"], ["token"], ["token", "H40.18-240501-0001", "--from", "x.csv"],
            ["token", "H40.18-240501-0001", "--public-url", "http://127.0.0.1/path"], ["user", "add", "anna"],
            ["user", "add", "anna", "--role", "citizen"], ["apikey", "add", "x", "--scope", "all"], ["setting", "set"],
            ["export", "comments"], ["issue"], ["issue", "X", "--paper", "a3"], ["issue", "X", "--dpi", "50"],
            ["serve", "--port", "70000"], ["serve", "--trusted-proxy", "here"], ["serve", "--public-url", "ftp://x"],
            ["report", "--by", "desk", "--colour", "red"], ["backup", ""], ["backup", " "], ["backup", "-"],
            ["issue", "X", "--output", ""], ["issue", "X", "--format", "escpos", "--dpi", "2400"],
        ])
    func wrongUsage(_ arguments: [String]) throws {
        let outcome = try Hailong().run(all: arguments)
        #expect(outcome.code == 64)
        #expect(outcome.output == "")
        #expect(outcome.errors.contains("Usage: hailong"))
    }
}

extension HelpTests {
    @Test("a command that only has others below it is wrong usage alone, and says which there are")
    func groups() throws {
        for (group, below) in [("setting", "list"), ("user", "disable"), ("apikey", "revoke")] {
            let outcome = try Hailong().run(group)
            #expect(outcome.code == 64 && outcome.output == "")
            #expect(
                outcome.errors.contains("USAGE: hailong \(group) <subcommand>")
                    && outcome.errors.contains("  \(below) "))
        }
    }
}

extension Hailong {
    func help(_ command: [String]) throws -> Outcome { try run(all: command + ["--help"]) }
}
