import ArgumentParser
import Survey
import SurveyStore

struct UserCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Tài khoản của cán bộ và phạm vi của họ.",
        discussion: """
            Accounts and their scope. Passwords are asked for on the terminal, or read as one line from standard input; \
            never an argument.
            """,
        subcommands: [Add.self, List.self, Disable.self, Enable.self, Password.self])

    /// The name and the database that every command on one account takes.
    struct Target: ParsableArguments {
        @Argument(help: "Tên đăng nhập. / Sign-in name.")
        var name: String

        @OptionGroup var storeOptions: StoreOptions
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thêm một tài khoản.",
            discussion: """
                Adds an account. A manager without --unit and --desk sees everything; with them, those units with all \
                below them, and those desks.
                """)

        @OptionGroup var target: Target

        @Option(help: "Vai trò. / Role.")
        var role: Account.Role

        @Option(name: .customLong("unit"), help: ArgumentHelp("Mã đơn vị, lặp lại được. / Unit.", valueName: "code"))
        var units: [String] = []

        @Option(name: .customLong("desk"), help: ArgumentHelp("Mã quầy, lặp lại được. / Desk.", valueName: "code"))
        var desks: [String] = []

        func run() async throws {
            try await target.storeOptions.withStore { store in
                let password = try PasswordPrompt(console: Console()).ask(for: target.name)
                try await store.addAccount(
                    target.name, role: role, password: password, units: units, desks: desks, by: "operator")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê các tài khoản.", discussion: "Lists the accounts.")

        @OptionGroup var storeOptions: StoreOptions

        func run() async throws {
            let console = Console()
            let accounts = try await storeOptions.withStore { try await $0.accounts() }
            let titles = [
                Localized(vi: "Tên", en: "Name"), Localized(vi: "Vai trò", en: "Role"),
                Localized(vi: "Đơn vị", en: "Units"), Localized(vi: "Quầy", en: "Desks"),
                Localized(vi: "Trạng thái", en: "State"),
            ]
            let disabled = Localized(vi: "đã khóa", en: "disabled")[console.language]
            let active = Localized(vi: "hoạt động", en: "active")[console.language]
            var table = TextTable(titles.map { ($0[console.language], .left) })
            for account in accounts {
                table.add([
                    account.name, account.role.rawValue, account.units.joined(separator: " "),
                    account.desks.joined(separator: " "), account.isDisabled ? disabled : active,
                ])
            }
            try console.result(table.text)
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Khóa một tài khoản; các phiên đăng nhập của nó kết thúc.",
            discussion: "Disables an account; its sessions end.")

        @OptionGroup var target: Target

        func run() async throws {
            try await target.storeOptions.withStore {
                try await $0.setDisabled(true, account: target.name, by: "operator")
            }
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Mở lại một tài khoản đã khóa.", discussion: "Enables a disabled account again.")

        @OptionGroup var target: Target

        func run() async throws {
            try await target.storeOptions.withStore {
                try await $0.setDisabled(false, account: target.name, by: "operator")
            }
        }
    }

    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Đặt mật khẩu mới; các phiên đăng nhập kết thúc.",
            discussion: "Sets a new password; the account's sessions end.")

        @OptionGroup var target: Target

        func run() async throws {
            try await target.storeOptions.withStore { store in
                guard try await store.account(named: target.name) != nil else {
                    throw SurveyError(
                        .notFound, vi: "không có tài khoản \(target.name)", en: "there is no account \(target.name)")
                }
                let password = try PasswordPrompt(console: Console()).ask(for: target.name)
                try await store.setPassword(password, account: target.name, by: "operator")
            }
        }
    }
}
