import Hummingbird
import Survey
import SurveyStore

/// `/manage/settings` and `/manage/audit`, for admins.
struct SettingsRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<AdminContext>) {
        group.get(SiteURL.manageSettings.pattern, use: show)
        group.post(SiteURL.manageSettings.pattern, use: set)
        group.get(SiteURL.manageAudit.pattern, use: audit)
    }

    @Sendable private func show(_ request: Request, _ context: AdminContext) async throws -> Response {
        try page(request, context).response()
    }

    @Sendable private func set(_ request: Request, _ context: AdminContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        let (name, value) = (fields["name"] ?? "", fields["value"] ?? "")
        do {
            try await site.store.set(name, to: try SettingFiles.checked(name, value), by: context.account.name)
        } catch let error as SurveyError {
            return try page(request, context, typed: (name, value), error: error.message[request.language])
                .response(error.code.status)
        }
        return .seeOther(SiteURL.manageSettings.path(["saved": name, "lang": request.query("lang")]))
    }

    private func page(
        _ request: Request, _ context: AdminContext, typed: (name: String, value: String)? = nil, error: String? = nil
    ) throws -> RenderedPage {
        let texts = try site.renderer.texts("manage", request.language)
        let settings = try site.store.settings()
        let saved = request.query("saved").flatMap { try? Setting.named($0).name }
        let page = SettingsPage(
            frame: try site.manageFrame(
                request, context, title: texts["settingsTitle"], current: .manageSettings,
                notice: saved.map { texts.filled("saved", ["name": $0]) }, error: error),
            t: texts.table, action: SiteURL.manageSettings.path(["lang": request.query("lang")]),
            csrf: context.signedIn.csrf.text,
            settings: Setting.all.map { setting in
                let value = setting.name == typed?.name ? typed?.value ?? "" : settings[setting.name]
                return SettingsPage.Row(
                    name: setting.name, help: setting.help[request.language], value: setting.isSecret ? "" : value,
                    placeholder: setting.isSecret ? setting.shown(settings[setting.name]) : nil)
            })
        return RenderedPage(linking: try site.renderer.render(page))
    }

    @Sendable private func audit(_ request: Request, _ context: AdminContext) async throws -> Response {
        let texts = try site.renderer.texts("manage", request.language)
        let words = AuditWords(texts: texts, questionnaires: site.questionnaires)
        let size = 100
        let before = request.query("before").flatMap { Int($0) }
        let entries = try await site.store.auditEntries(before: before, limit: size + 1)
        let shown = entries.prefix(size)
        let older = entries.count > size ? shown.last.map { "\($0.sequence)" } : nil
        let page = AuditPage(
            frame: try site.manageFrame(request, context, title: texts["auditTitle"], current: .manageAudit),
            t: texts.table,
            entries: shown.map { entry in
                AuditPage.Row(
                    sequence: "\(entry.sequence)", moment: SettingsRoutes.written(entry.moment, request.language),
                    actor: words.actor(entry.actor), action: words.action(entry.action),
                    subject: words.subject(of: entry), details: words.details(of: entry))
            },
            older: older.map { SiteURL.manageAudit.path(["before": $0, "lang": request.query("lang")]) })
        return RenderedPage(linking: try site.renderer.render(page)).response()
    }

    /// Day and time in Vietnam.
    static func written(_ moment: Int, _ language: Language) -> String {
        let minutes = (moment + Int(Day.offsetFromUTC)) / 60 % 1440
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return Day(unixTime: Double(moment)).written(language) + " \(two(minutes / 60)):\(two(minutes % 60))"
    }
}
