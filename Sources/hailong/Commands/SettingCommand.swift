import ArgumentParser
import Survey
import SurveyStore
import SurveyWeb

struct SettingCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "setting",
        abstract: "Xem và đổi thiết lập.",
        discussion: "Lists, shows and changes settings.",
        subcommands: [List.self, Get.self, Set.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê mọi thiết lập với giá trị và ý nghĩa.",
            discussion: "Lists every setting with its value and what it does.")

        @OptionGroup var storeOptions: StoreOptions

        func run() async throws {
            let console = Console()
            let settings = try await storeOptions.withStore { try $0.settings() }
            var table = TextTable([
                (Localized(vi: "Tên", en: "Name")[console.language], .left),
                (Localized(vi: "Giá trị", en: "Value")[console.language], .left),
                (Localized(vi: "Ý nghĩa", en: "Meaning")[console.language], .left),
            ])
            for setting in Setting.all {
                table.add([setting.name, setting.shown(settings[setting.name]), setting.help[console.language]])
            }
            try console.result(table.text)
        }
    }

    struct Get: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "In giá trị của một thiết lập.", discussion: "Prints the value of one setting.")

        @Argument(help: "Tên. / Name.")
        var name: String

        @OptionGroup var storeOptions: StoreOptions

        func run() async throws {
            let setting = try Setting.named(name)
            let settings = try await storeOptions.withStore { try $0.settings() }
            try Console().result(setting.shown(settings[setting.name]))
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đổi một thiết lập; việc này được ghi vào nhật ký hoạt động.",
            discussion: "Changes a setting; the audit trail says so. A running service takes it up within a second.")

        @Argument(help: "Tên. / Name.")
        var name: String

        @Argument(
            help: "Giá trị mới; với khóa bí mật, - là đầu vào chuẩn. / New value; of a secret, - is standard input.")
        var value: String

        @OptionGroup var storeOptions: StoreOptions

        func run() async throws {
            // What stands on a command line can be read by others on the machine.
            let isTyped = try Setting.named(name).isSecret && value == "-"
            let value = isTyped ? try PasswordPrompt(console: Console()).ask(for: name) : value
            let kept = try SettingFiles.checked(name, value)
            try await storeOptions.withStore { try await $0.set(name, to: kept, by: "operator") }
        }
    }
}
