import ArgumentParser
import Foundation
import Survey
import SurveyStore

struct APIKeyCommand: CommandGroup {
    static let configuration = CommandConfiguration(
        commandName: "apikey",
        abstract: "Khóa API cho hệ thống khác.",
        discussion: "Keys by which other systems register dossiers, print slips and read reports.",
        subcommands: [Add.self, List.self, Revoke.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tạo một khóa và in ra, chỉ một lần này.",
            discussion: """
                Makes a key and prints it alone, this once: the database keeps only its hash. Without --scope it may do \
                everything that keys may, and without --unit and --desk for every desk; with them it registers, prints and \
                reads figures of those units with all below them, and of those desks.
                """)

        @Argument(help: "Tên của khóa. / The key's name.")
        var name: String

        @Option(name: .customLong("scope"), help: "Quyền, lặp lại được. / What it may do, repeatable.")
        var scopes: [APIKey.Scope] = []

        @Option(name: .customLong("unit"), help: ArgumentHelp("Mã đơn vị, lặp lại được. / Unit.", valueName: "code"))
        var units: [String] = []

        @Option(name: .customLong("desk"), help: ArgumentHelp("Mã quầy, lặp lại được. / Desk.", valueName: "code"))
        var desks: [String] = []

        @OptionGroup var storeOptions: StoreOptions

        func run() async throws {
            let scopes = Set(scopes.isEmpty ? APIKey.Scope.allCases : scopes)
            let area = DeskScope(units: units, desks: desks)
            // A reader that is gone is an error to be told of, and no reason to die with a key that nobody has.
            signal(SIGPIPE, SIG_IGN)
            try await storeOptions.withStore { store in
                let key = try await store.addAPIKey(name, scopes: scopes, area: area, by: "operator")
                do { try Console().result(key) } catch {
                    try await store.revokeAPIKey(name, by: "operator")
                    throw Failure(
                        vi: "không in ra được khóa, nên khóa \(name) đã bị thu hồi; hãy tạo khóa tên khác",
                        en: "the key could not be printed, so that \(name) was revoked; make one of another name")
                }
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Liệt kê các khóa với quyền và ngày dùng gần nhất.",
            discussion: "Lists the keys with their scopes and the last day of use.")

        @OptionGroup var storeOptions: StoreOptions

        func run() async throws {
            let console = Console()
            let keys = try await storeOptions.withStore { try await $0.apiKeys() }
            let titles = [
                Localized(vi: "Tên", en: "Name"), Localized(vi: "Quyền", en: "Scopes"),
                Localized(vi: "Đơn vị", en: "Units"), Localized(vi: "Quầy", en: "Desks"),
                Localized(vi: "Dùng lần cuối", en: "Last used"), Localized(vi: "Trạng thái", en: "State"),
            ]
            let revoked = Localized(vi: "đã thu hồi", en: "revoked")[console.language]
            let active = Localized(vi: "hoạt động", en: "active")[console.language]
            var table = TextTable(titles.map { ($0[console.language], .left) })
            for key in keys {
                table.add([
                    key.name, key.scopes.map(\.rawValue).sorted().joined(separator: ","),
                    key.area.units.joined(separator: " "), key.area.desks.joined(separator: " "),
                    key.lastUsedOn?.description ?? "–", key.isRevoked ? revoked : active,
                ])
            }
            try console.result(table.text)
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thu hồi một khóa.", discussion: "Revokes a key.")

        @Argument(help: "Tên của khóa. / The key's name.")
        var name: String

        @OptionGroup var storeOptions: StoreOptions

        func run() async throws {
            try await storeOptions.withStore { try await $0.revokeAPIKey(name, by: "operator") }
        }
    }
}
