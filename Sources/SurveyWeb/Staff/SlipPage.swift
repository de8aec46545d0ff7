import Foundation
import HTTPTypes
import Hummingbird
import Survey
import SurveyQR
import SurveyStore

/// A slip to print, and the way to the next one.
struct SlipPage: Page {
    static let template = "staff-slip"

    let frame: OfficeFrame
    let t: [String: String]
    let csrf: String
    /// The engine's drawing, as a `data:` address.
    let image: String
    let alt: String
    /// `a6`: names the style sheet that the browser prints with.
    let paper: String
    /// As people say it.
    let paperName: String
    /// Whether the print dialog opens by itself.
    let prints: Bool
    let procedure: String
    let day: String
    let validUntil: String
    let typedCode: String
    let token: String
    let nextAction: String
    /// What the next dossier is likely to share: names and values of fields.
    let carried: [FormChoice]
    let fileAction: String
}

extension StaffDesk {
    /// The page of a slip, which counts as issued from here on.
    ///
    /// - Parameter carrying: the form that the next one begins with; nil after a reprint.
    func show(
        _ slip: FoundSlip, _ request: Request, _ context: StaffContext, _ choice: DeskChoice, notice: String,
        as what: SlipsToday.What, carrying form: RegisterForm? = nil
    ) async throws -> Response {
        let texts = try texts(request)
        switch slip.state {
        case .void: return try message(texts["slipVoid"], request, context)
        case .expired: return try message(texts["slipOver"], request, context)
        case .valid: break
        }
        let drawn = try site.slip(slip.token, slip.dossier)
        let image = try SlipRenderer().svg(drawn, paper: choice.paper)
        let carried = form.map {
            [
                ("procedure", $0.procedure), ("commune", $0.commune), ("day", $0.day), ("via", $0.via),
                ("timeliness", $0.timeliness), ("digitised", $0.isDigitised ? "1" : "0"),
            ]
        }
        let page = SlipPage(
            frame: try frame(request, context, texts, title: "slipTitle", notice: texts[notice]), t: texts.table,
            csrf: context.signedIn.csrf.text, image: "data:image/svg+xml;base64,\(image.base64EncodedString())",
            alt: texts["slipAlt"], paper: choice.paper.rawValue,
            paperName: texts["paper.\(choice.paper.rawValue)"], prints: true, procedure: drawn.procedure,
            day: drawn.completedOn.written(request.language),
            validUntil: drawn.validUntil?.written(request.language) ?? "", typedCode: slip.token.grouped,
            token: slip.token.text, nextAction: SiteURL.staff.path,
            carried: (carried ?? []).map { FormChoice(value: $0.0, text: $0.1, isChosen: true) },
            fileAction: SiteURL.staffSlipFile.path)
        let response = try respond(page)
        try await site.store.markIssued([slip.token.id])
        site.slipsToday.note(what, slip.dossier.procedureID, at: choice.desk.id, now: site.store.now())
        return response
    }

    /// A page that says that there is no slip to show.
    func message(_ text: String, _ request: Request, _ context: StaffContext) throws -> Response {
        try site.message(.refused, detail: text, language: request.language).response(.gone)
    }
}
