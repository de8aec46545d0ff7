import Hummingbird
import Survey
import SurveyStore

/// `/manage/catalogue/change`: adds a unit, desk or procedure, ends one, or lets another follow it. For admins.
struct CatalogueChangeRoutes: Sendable {
    let site: Site

    func add(to group: RouterGroup<AdminContext>) {
        group.get(SiteURL.manageCatalogueChange.pattern) { request, context in
            try page(request, context, try subject { request.query($0) }).response()
        }
        group.post(SiteURL.manageCatalogueChange.pattern, use: change)
    }

    private struct Subject {
        let kind: ImportKind
        let known: CatalogueRow?
    }

    @Sendable private func change(_ request: Request, _ context: AdminContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        let subject = try subject { name in
            // The row's own particulars stand beside those that are typed.
            name == "kind" || name == "act" ? fields[name] : fields["row.\(name)"]
        }
        guard let act = fields["act"].flatMap(CatalogueForm.Act.init(rawValue:)),
            let form = CatalogueForm.all(subject.kind, known: subject.known).first(where: { $0.act == act })
        else { throw HTTPError(.badRequest) }
        do {
            _ = try await site.store.enter(
                [form.rows(fields)], act: form.auditAct(fields), by: context.account.name)
        } catch let problems as InputProblems {
            return try page(request, context, subject, typed: (act, fields), problems: problems)
                .response(.unprocessableContent)
        } catch let error as SurveyError {
            return try page(
                request, context, subject, typed: (act, fields), error: error.message[request.language]
            ).response(error.code.status)
        }
        return .seeOther(SiteURL.manageCatalogue.path(["saved": "1", "lang": request.query("lang")]))
    }

    /// - Throws: `SurveyError`: `invalid` for another kind, `notFound` for a row that is not there.
    private func subject(_ query: (String) -> String?) throws -> Subject {
        guard let kind = query("kind").flatMap(ImportKind.init(rawValue:)),
            [.communes, .desks, .procedures].contains(kind)
        else {
            throw SurveyError(
                .invalid, vi: "danh mục gồm communes, desks và procedures",
                en: "the catalogue has communes, desks and procedures")
        }
        guard let code = query("code"), !code.isEmpty, query("act") != CatalogueForm.Act.add.rawValue else {
            return Subject(kind: kind, known: nil)
        }
        let since = query("since").flatMap { Day($0) }
        guard let known = CatalogueRow(kind, code: code, since: since, in: try site.store.catalogue()) else {
            throw SurveyError(
                .notFound, vi: "danh mục không có “\(code.prefix(40))”", en: "the catalogue has no “\(code.prefix(40))”"
            )
        }
        return Subject(kind: kind, known: known)
    }

    private func page(
        _ request: Request, _ context: AdminContext, _ subject: Subject,
        typed: (act: CatalogueForm.Act, fields: FormFields)? = nil, problems: InputProblems? = nil,
        error: String? = nil
    ) throws -> RenderedPage {
        let texts = try site.renderer.texts("manage", request.language)
        let forms = CatalogueForm.all(subject.kind, known: subject.known)
        // What no field of the form shows is said above it.
        let shown = Set(forms.flatMap(\.fields) + ["valid_to"])
        let other = problems?.first.first { !shown.contains($0.field) }?.reason[request.language]
        let page = CatalogueChangePage(
            frame: try site.manageFrame(
                request, context,
                title: texts[(subject.known == nil ? "catalogueAdd." : "catalogueChange.") + subject.kind.rawValue],
                current: .manageCatalogue, error: error ?? other),
            t: texts.table,
            back: ChoiceLink(
                text: texts["catalogueTitle"], href: SiteURL.manageCatalogue.path(["lang": request.query("lang")]),
                isCurrent: false),
            action: SiteURL.manageCatalogueChange.path(["lang": request.query("lang")]),
            csrf: context.signedIn.csrf.text, kind: subject.kind.rawValue, code: subject.known?.code ?? "",
            since: subject.known?.fields["valid_from"] ?? "",
            subject: subject.known.map { "\($0.name) (\($0.code))" },
            forms: forms.map { form in
                let back = typed?.act == form.act ? typed?.fields : nil
                return CatalogueChangePage.Form(
                    title: texts["catalogueAct.\(form.act.rawValue)"],
                    about: texts["catalogueAbout.\(form.act.rawValue)"], act: form.act.rawValue,
                    fields: form.fields.map { field in
                        CatalogueChangePage.Field(
                            name: field, label: texts["column.\(field)"], value: back?[field] ?? form.value(field),
                            type: field.hasPrefix("valid") ? "date" : "text", isRequired: form.isRequired(field),
                            isChoice: field == "level",
                            choices: field == "level"
                                ? levels(chosen: back?[field] ?? form.value(field), request.language) : [],
                            error: back == nil ? nil : form.problem(field, in: problems, request.language))
                    }, button: texts["catalogueAct.\(form.act.rawValue)"])
            })
        return RenderedPage(linking: try site.renderer.render(page))
    }

    private func levels(chosen: String, _ language: Language) -> [FormChoice] {
        let chosen = chosen.isEmpty ? AdministrativeUnit.Level.commune.rawValue : chosen
        return AdministrativeUnit.Level.allCases.map {
            FormChoice(value: $0.rawValue, text: $0.name[language], isChosen: $0.rawValue == chosen)
        }
    }
}
