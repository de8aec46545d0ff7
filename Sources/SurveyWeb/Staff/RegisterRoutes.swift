import HTTPTypes
import Hummingbird
import Survey
import SurveyQR
import SurveyStore

/// The counter: one completed dossier after the other, and the slip of each.
struct RegisterRoutes: Sendable {
    let staff: StaffDesk
    private var site: Site { staff.site }

    init(staff: StaffDesk) { self.staff = staff }

    func add(to group: RouterGroup<StaffContext>) {
        group.get(SiteURL.staff.pattern, use: show)
        group.post(SiteURL.staff.pattern, use: register)
    }

    @Sendable private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
        guard let choice = try staff.choice(request, context) else { return .seeOther(SiteURL.staffDesk.path) }
        let draft = RegisterDraft(RegisterForm(today: site.store.today), choice.desk, try site.store.catalogue())
        return try page(draft, request, context, choice)
    }

    @Sendable private func register(_ request: Request, _ context: StaffContext) async throws -> Response {
        let fields = try await context.form(request, within: site.formTime)
        guard let choice = try staff.choice(request, context) else { return .seeOther(SiteURL.staffDesk.path) }
        let texts = try staff.texts(request)
        let form = RegisterForm(fields, today: site.store.today)
        var draft = RegisterDraft(form, choice.desk, try site.store.catalogueNow())
        let begins = fields["begin"] != nil
        if begins, form.code.isEmpty { return try page(draft, request, context, choice) }
        // The code first: whatever else stands there, a known dossier's slip can be had without it.
        guard let code = try? DossierCode(form.code) else {
            // Everything that is wrong is told at once.
            if !begins, !form.procedure.isEmpty {
                _ = draft.registration(
                    chosenProcedure: fields["chosenProcedure"], chosenCommune: fields["chosenCommune"],
                    today: site.store.today, texts)
            }
            draft.refuse(code: texts["codeBad"])
            return try page(draft, request, context, choice, status: .unprocessableContent)
        }
        let known: FoundSlip?
        do {
            known = try await staff.find(code.text, context)
        } catch let error as SurveyError {
            draft.refuse(code: error.message[request.language])
            return try page(draft, request, context, choice, status: error.code.status)
        }
        if let known, begins || fields["slip"] != nil || form.procedure.isEmpty {
            if fields["as"] == "link" { return try await send(known, .known, request, context, texts) }
            return try await staff.show(
                known, request, context, choice, notice: "slipKnown", as: .reprinted, carrying: form)
        }
        // A scanner ends with Enter: the code is there, the rest is still to come.
        if begins || form.procedure.isEmpty {
            draft.focusOnProcedure()
            return try page(draft, request, context, choice)
        }
        guard
            let registration = draft.registration(
                chosenProcedure: fields["chosenProcedure"], chosenCommune: fields["chosenCommune"],
                today: site.store.today, texts)
        else { return try page(draft, request, context, choice, status: .unprocessableContent) }
        if let known {
            draft.compare(known.dossier, registration.dossier, texts)
            if !draft.changes.isEmpty {
                let isIssued = try site.store.isIssued(known.token.id)
                if isIssued { return try refuse(&draft, request, context, choice, texts) }
                if fields["confirm"] == nil {
                    draft.asksAboutChanges = true
                    return try page(draft, request, context, choice, status: .conflict)
                }
            }
        }
        let outcome: RegistrationOutcome
        do {
            outcome = try await site.store.register([registration])[0]
        } catch is RegistrationConflicts {
            // Somebody printed it in between.
            return try refuse(&draft, request, context, choice, texts)
        }
        guard let slip = try staff.found(outcome.token, context) else { throw HTTPError(.internalServerError) }
        let (notice, what): (String, SlipsToday.What) =
            switch outcome.status {
            case .created: ("slipCreated", .issued)
            case .known: ("slipKnown", .reprinted)
            case .updated: ("slipUpdated", .issued)
            }
        if fields["as"] == "link" {
            return try await send(slip, outcome.status, request, context, texts)
        }
        return try await staff.show(slip, request, context, choice, notice: notice, as: what, carrying: draft.form)
    }

    /// The link in place of the slip, for a dossier that was filed online.
    private func send(
        _ slip: FoundSlip, _ status: RegistrationOutcome.Status, _ request: Request, _ context: StaffContext,
        _ texts: Texts
    ) async throws -> Response {
        let notice = texts[status == .known ? "linkKnown" : "linkCreated"]
        return try await LinkRoutes(staff: staff).show(slip, request, context, notice: notice)
    }

    private func refuse(
        _ draft: inout RegisterDraft, _ request: Request, _ context: StaffContext, _ choice: DeskChoice,
        _ texts: Texts
    ) throws -> Response {
        draft.refuse(code: texts["changesRefused"])
        draft.offersSlip = true
        return try page(draft, request, context, choice, status: .conflict)
    }

    private func page(
        _ draft: RegisterDraft, _ request: Request, _ context: StaffContext, _ choice: DeskChoice,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let texts = try staff.texts(request)
        let frame = try staff.frame(
            request, context, texts, title: "registerTitle", current: .staff,
            error: status == .unprocessableContent ? texts["wrong"] : nil)
        return try staff.respond(
            draft.page(frame, texts, csrf: context.signedIn.csrf.text, today: site.store.today), status)
    }
}
