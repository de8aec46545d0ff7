import Survey

/// A registration in the making: what was typed, what it means, what is wrong with it.
struct RegisterDraft: Sendable {
    private(set) var form: RegisterForm
    private(set) var changes: [RegisterPage.Change] = []
    var asksAboutChanges = false
    var offersSlip = false

    private let desk: Desk
    private let catalogue: Catalogue
    private let search: RegisterSearch
    private var code: RegisterPage.Field
    private var procedure: RegisterPage.Field
    private var commune: RegisterPage.Field
    private var day: RegisterPage.Field

    init(_ form: RegisterForm, _ desk: Desk, _ catalogue: Catalogue) {
        self.form = form
        self.desk = desk
        self.catalogue = catalogue
        let search = RegisterSearch(catalogue, on: Day(form.day) ?? Day(number: 0))
        self.search = search
        code = .init(value: form.code, hasFocus: true)
        procedure = .init(value: form.procedure, entries: search.procedures.map(\.listed))
        commune = .init(value: form.commune, entries: search.communes.map(\.listed))
        day = .init(value: form.day)
    }

    mutating func refuse(code error: String) {
        code.error = error
        code.hasFocus = true
        procedure.hasFocus = false
        commune.hasFocus = false
    }

    mutating func focusOnProcedure() {
        code.hasFocus = false
        procedure.hasFocus = true
    }

    /// What is to be registered; nil when something is wrong or ambiguous, which the page then says.
    mutating func registration(
        chosenProcedure: String?, chosenCommune: String?, today: Day, _ texts: Texts
    ) -> Registration? {
        let procedures = search.procedures(chosenProcedure ?? form.procedure)
        let communes = form.commune.isEmpty ? [] : search.communes(chosenCommune ?? form.commune)
        if procedures.count != 1 {
            code.hasFocus = false
            procedure.hasFocus = procedures.isEmpty
            procedure.error =
                procedures.isEmpty
                ? texts["procedureUnknown"]
                : texts.filled("procedureSeveral", ["count": String(procedures.count)])
            procedure.choices = RegisterDraft.choices(procedures.map { ($0.code.key, $0.listed) })
        }
        if !form.commune.isEmpty, communes.count != 1 {
            code.hasFocus = false
            commune.hasFocus = communes.isEmpty && procedures.count == 1
            commune.error =
                communes.isEmpty
                ? texts["communeUnknown"] : texts.filled("communeSeveral", ["count": String(communes.count)])
            commune.choices = RegisterDraft.choices(communes.map { ($0.code, $0.listed) })
        }
        guard procedure.error == nil, commune.error == nil, let found = procedures.first else { return nil }
        form.procedure = found.listed
        procedure.value = found.listed
        if let unit = communes.first {
            form.commune = unit.listed
            commune.value = unit.listed
        }
        var problems = InputProblems()
        let registration = Registration(
            form.fields(desk: desk, procedure: found, commune: communes.first), row: 0, catalogue: catalogue,
            today: today, problems: &problems)
        for problem in problems.first {
            let reason = problem.reason[texts.language]
            switch problem.field {
            case "completed_on": day.error = reason
            // The desk was chosen before; it is the day that can be put right here.
            case "desk_code": day.error = "\(desk.name): \(reason)"
            case "procedure_code": procedure.error = reason
            case "commune_code": commune.error = reason
            default: code.error = reason
            }
        }
        return registration
    }

    /// A few, the first in reach of the Enter key.
    private static func choices(_ entries: [(String, String)]) -> [FormChoice] {
        entries.prefix(20).enumerated().map { index, entry in
            FormChoice(value: entry.0, text: entry.1, isChosen: index == 0)
        }
    }

    /// Notes what would change.
    mutating func compare(_ old: Dossier, _ new: Dossier, _ texts: Texts) {
        func note(_ name: String, _ a: String?, _ b: String?) {
            if a != b { changes.append(.init(name: texts[name], old: a ?? "", new: b ?? "")) }
        }
        note("atDesk", catalogue.desks[old.deskID]?.name, catalogue.desks[new.deskID]?.name)
        note("procedure", catalogue.procedures[old.procedureID]?.listed, catalogue.procedures[new.procedureID]?.listed)
        note("commune", catalogue.units[old.communeID]?.listed, catalogue.units[new.communeID]?.listed)
        note("day", old.completedOn.written(texts.language), new.completedOn.written(texts.language))
        note("via", texts["via.\(old.receivedVia.rawValue)"], texts["via.\(new.receivedVia.rawValue)"])
        note(
            "timeliness", texts["timeliness.\(old.timeliness.rawValue)"],
            texts["timeliness.\(new.timeliness.rawValue)"])
        note("digitised", old.isDigitised ? "✓" : "–", new.isDigitised ? "✓" : "–")
    }

    func page(_ frame: OfficeFrame, _ texts: Texts, csrf: String, today: Day) -> RegisterPage {
        let unit = catalogue.unit(of: desk, on: today)?.name ?? desk.unitCode
        return RegisterPage(
            frame: frame, t: texts.table, action: SiteURL.staff.path, csrf: csrf, desk: desk.name,
            deskHref: SiteURL.staffDesk.path, code: code, procedure: procedure, commune: commune,
            communeHint: texts.filled("communeHint", ["unit": unit]), day: day, today: today.description,
            via: ReceivedVia.allCases.map {
                FormChoice(value: $0.rawValue, text: texts["via.\($0.rawValue)"], isChosen: $0.rawValue == form.via)
            },
            timeliness: Timeliness.allCases.map {
                FormChoice(
                    value: $0.rawValue, text: texts["timeliness.\($0.rawValue)"],
                    isChosen: $0.rawValue == form.timeliness)
            },
            isDigitised: form.isDigitised, changes: changes, asksAboutChanges: asksAboutChanges,
            offersSlip: offersSlip)
    }
}
