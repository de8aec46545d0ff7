import Hummingbird
import Survey
import SurveyStore

/// `/manage/accounts`: accounts and API keys, for admins. Every change is in the audit trail.
struct AccountsRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<AdminContext>) {
        group.get(SiteURL.manageAccounts.pattern) { try await page($0, $1).response() }
        group.post(SiteURL.manageAccounts.pattern, use: change)
        group.post(SiteURL.manageKeys.pattern, use: changeKeys)
    }

    @Sendable private func change(_ request: Request, _ context: AdminContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        let (name, actor) = (fields["name"] ?? "", context.account.name)
        do {
            switch fields["do"] {
            case "add":
                guard let role = Account.Role(rawValue: fields["role"] ?? "") else { throw AccountsRoutes.unknown }
                try await site.store.addAccount(
                    name, role: role, password: fields["password"] ?? "", units: codes("units", fields),
                    desks: codes("desks", fields), by: actor)
            case "scope":
                let (units, desks) = (codes("units", fields), codes("desks", fields))
                // Nothing means everything, which nobody should get by leaving fields empty.
                guard !units.isEmpty || !desks.isEmpty || fields["everything"] == "1" else {
                    throw SurveyError(
                        .invalid, vi: "hãy ghi mã đơn vị hoặc quầy, hoặc chọn “toàn bộ”",
                        en: "name units or desks, or choose everything")
                }
                try await site.store.setScope(
                    units: fields["everything"] == "1" ? [] : units, desks: fields["everything"] == "1" ? [] : desks,
                    account: name, by: actor)
            case "state":
                guard name != actor else {
                    throw SurveyError(
                        .conflict, vi: "không thể khóa tài khoản đang dùng", en: "the account in use cannot be disabled"
                    )
                }
                try await site.store.setDisabled(fields["disabled"] == "1", account: name, by: actor)
            case "password":
                try await site.store.setPassword(fields["password"] ?? "", account: name, by: actor)
            default:
                throw AccountsRoutes.unknown
            }
        } catch let error as SurveyError {
            return try await page(request, context, error: error.message[request.language]).response(error.code.status)
        }
        return .seeOther(SiteURL.manageAccounts.path(["saved": "1", "lang": request.query("lang")]))
    }

    @Sendable private func changeKeys(_ request: Request, _ context: AdminContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        let (name, actor) = (fields["name"] ?? "", context.account.name)
        do {
            switch fields["do"] {
            case "add":
                let scopes = fields.pairs.filter { $0.0 == "scope" }.compactMap { APIKey.Scope(rawValue: $0.1) }
                let area = DeskScope(units: codes("units", fields), desks: codes("desks", fields))
                let key = try await site.store.addAPIKey(name, scopes: Set(scopes), area: area, by: actor)
                return try await page(request, context, newKey: key).response()
            case "revoke":
                try await site.store.revokeAPIKey(name, by: actor)
            default:
                throw AccountsRoutes.unknown
            }
        } catch let error as SurveyError {
            return try await page(request, context, error: error.message[request.language]).response(error.code.status)
        }
        return .seeOther(SiteURL.manageAccounts.path(["saved": "1", "lang": request.query("lang")]))
    }

    private func codes(_ field: String, _ fields: FormFields) -> [String] {
        (fields[field] ?? "").split { $0.isWhitespace || $0 == "," }.map(String.init)
    }

    private static var unknown: SurveyError {
        SurveyError(.invalid, vi: "biểu mẫu thiếu thông tin", en: "the form lacks something")
    }

    private func page(
        _ request: Request, _ context: AdminContext, newKey: String? = nil, error: String? = nil
    ) async throws -> RenderedPage {
        let texts = try site.renderer.texts("manage", request.language)
        let language = request.query("lang")
        let accounts = try await site.store.accounts()
        let keys = try await site.store.apiKeys()
        let catalogue = try site.store.catalogue()
        let today = site.store.today
        let page = AccountsPage(
            frame: try site.manageFrame(
                request, context, title: texts["accountsTitle"], current: .manageAccounts,
                notice: request.query("saved") == "1" && error == nil ? texts["savedAccounts"] : nil, error: error),
            t: texts.table, action: SiteURL.manageAccounts.path(["lang": language]),
            keyAction: SiteURL.manageKeys.path(["lang": language]), csrf: context.signedIn.csrf.text,
            accounts: accounts.map { account in
                let scope = (account.units + account.desks).joined(separator: ", ")
                let ended = EndedScope(account, catalogue: catalogue, on: today)
                return AccountsPage.AccountRow(
                    name: account.name, role: texts["role.\(account.role.rawValue)"],
                    scope: scope.isEmpty ? texts["scopeAll"] : scope, isDisabled: account.isDisabled,
                    change: account.isDisabled ? "0" : "1",
                    changeText: texts[account.isDisabled ? "enable" : "disable"],
                    units: ended.units.joined(separator: ", "), desks: ended.desks.joined(separator: ", "),
                    ended: ended.codes.isEmpty
                        ? nil : texts.filled("accountEnded", ["codes": ended.codes.joined(separator: ", ")]))
            },
            keys: keys.map { key in
                AccountsPage.KeyRow(
                    name: key.name,
                    scopes: key.scopes.map(\.rawValue).sorted()
                        .map { "\(texts["scope\($0.prefix(1).uppercased())\($0.dropFirst())"]) (\($0))" }
                        .joined(separator: ", "),
                    area: key.area.isEverything
                        ? texts["scopeAll"] : (key.area.units + key.area.desks).joined(separator: ", "),
                    lastUsed: key.lastUsedOn?.written(request.language) ?? "–", isRevoked: key.isRevoked)
            }, newKey: newKey)
        return RenderedPage(linking: try site.renderer.render(page))
    }
}
