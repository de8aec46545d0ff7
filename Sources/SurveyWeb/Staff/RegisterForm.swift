import Survey

/// The registration of one dossier as an officer typed it.
struct RegisterForm: Sendable {
    var code = ""
    /// Part of a code or of a name, or an entry of the page's list.
    var procedure = ""
    /// The same; empty for the desk's own unit.
    var commune = ""
    var day: String
    var via = ReceivedVia.direct.rawValue
    var timeliness = Timeliness.onTime.rawValue
    var isDigitised = true

    /// A fresh one.
    init(today: Day) { day = today.description }

    /// What came back; without a dossier's code it still carries what the next dossier is likely to share.
    init(_ fields: FormFields, today: Day) {
        self.init(today: today)
        code = String((fields["code"] ?? "").prefix(100))
        procedure = String((fields["procedure"] ?? "").prefix(300))
        commune = String((fields["commune"] ?? "").prefix(300))
        if let day = fields["day"], !day.isEmpty { self.day = day }
        via = fields["via"] ?? via
        timeliness = fields["timeliness"] ?? timeliness
        isDigitised = fields["digitised"] == "1"
    }

    /// The fields with codes in place of what was typed.
    func fields(desk: Desk, procedure: Procedure, commune: AdministrativeUnit?) -> RegistrationFields {
        RegistrationFields(
            dossierCode: code, deskCode: desk.code, procedureCode: procedure.code.text,
            communeCode: commune?.code ?? "", completedOn: day, receivedVia: via, timeliness: timeliness,
            digitised: isDigitised ? "1" : "0")
    }
}

/// What the typed texts of a form mean in the catalogue of its day.
struct RegisterSearch: Sendable {
    let procedures: [Procedure]
    let communes: [AdministrativeUnit]

    init(_ catalogue: Catalogue, on day: Day) {
        procedures = catalogue.procedures.values.filter { $0.validity.contains(day) }.sorted { $0.name < $1.name }
        communes = catalogue.units.values.filter { $0.level == .commune && $0.validity.contains(day) }
            .sorted { $0.name < $1.name }
    }

    func procedures(_ typed: String) -> [Procedure] {
        NameSearch(procedures, code: \.code.key, name: \.name).find(
            (try? ProcedureCode(typed))?.key ?? typed)
    }

    func communes(_ typed: String) -> [AdministrativeUnit] {
        NameSearch(communes, code: \.code, name: \.name).find(typed)
    }
}

extension Procedure {
    /// As the list on the page writes it.
    var listed: String { "\(code.key) – \(name)" }
}

extension AdministrativeUnit {
    var listed: String { "\(code) – \(name)" }
}
