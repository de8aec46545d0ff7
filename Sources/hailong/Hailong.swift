import ArgumentParser

/// The command line of HàiLòng: an entry only, every command stands in a file of its own.
@main
struct Hailong: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hailong",
        abstract: "HàiLòng: khảo sát sự hài lòng tại bộ phận Một cửa.",
        discussion: """
            Satisfaction surveys at one-stop desks: each completed dossier gets one link, each link one anonymous answer.

            Thông báo bằng tiếng Việt; bằng tiếng Anh khi LC_ALL, LC_MESSAGES hoặc LANG bắt đầu bằng "en". Messages are \
            in English when LC_ALL, LC_MESSAGES or LANG starts with "en".
            """,
        version: "1.0.0",
        subcommands: [
            ServeCommand.self, ImportCommand.self, IssueCommand.self, TokenCommand.self, ReportCommand.self,
            ExportCommand.self, SettingCommand.self,
            UserCommand.self, APIKeyCommand.self, PurgeCommand.self, BackupCommand.self, RestoreCommand.self,
            VerifyCommand.self, DemoCommand.self,
        ])

    static func main() async {
        Console.fillClosedStreams()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            failure.show(on: Console())
            exit(withError: ExitCode.failure)
        } catch {
            // What the argument parser throws itself: help that was asked for, wrong usage, a plain exit code.
            guard let failure = Failure(error) else { exit(withError: error) }
            failure.show(on: Console())
            exit(withError: ExitCode.failure)
        }
    }
}
