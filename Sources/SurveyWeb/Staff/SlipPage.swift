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
    /// Where the link is had, for a dossier that was filed online.
    let linkAction: String

    /// An SVG as a `data:` address: only what an attribute or an address gives a meaning of its own is escaped, which
    /// takes less than base64.
    static func address(of svg: Data) -> String {
        let escapes: [UInt8: StaticString] = [
            UInt8(ascii: "%"): "%25", UInt8(ascii: "#"): "%23", UInt8(ascii: "<"): "%3C", UInt8(ascii: ">"): "%3E",
            UInt8(ascii: "\""): "%22", UInt8(ascii: "&"): "%26", UInt8(ascii: "'"): "%27", UInt8(ascii: "\n"): "%20",
        ]
        var bytes = Array("data:image/svg+xml,".utf8)
        bytes.reserveCapacity(svg.count * 5 / 4)
        for byte in svg {
            if let escape = escapes[byte] {
                bytes += UnsafeBufferPointer(start: escape.utf8Start, count: escape.utf8CodeUnitCount)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
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
        guard case .valid = slip.state else { return try gone(slip.state, request, context) }
        let drawn = try site.slip(slip.token, slip.dossier)
        let image = try SlipRenderer().svg(drawn, paper: choice.paper)
        let carried = form.map {
            [
                ("procedure", $0.procedure), ("commune", $0.commune), ("day", $0.day), ("via", $0.via),
                ("timeliness", $0.timeliness), ("digitised", $0.isDigitised ? "1" : "0"),
            ]
        }
        let page = SlipPage(
            frame: try frame(request, context, texts, title: "slipTitle", current: .staff, notice: texts[notice]),
            t: texts.table,
            csrf: context.signedIn.csrf.text, image: SlipPage.address(of: image),
            alt: texts["slipAlt"], paper: choice.paper.rawValue,
            paperName: texts["paper.\(choice.paper.rawValue)"], prints: true, procedure: drawn.procedure,
            day: drawn.completedOn.written(request.language),
            validUntil: drawn.validUntil?.written(request.language) ?? "", typedCode: slip.token.grouped,
            token: slip.token.text, nextAction: SiteURL.staff.path,
            carried: (carried ?? []).map { FormChoice(value: $0.0, text: $0.1, isChosen: true) },
            fileAction: SiteURL.staffSlipFile.path, linkAction: SiteURL.staffLinks.path)
        let response = try respond(page)
        try await site.store.markIssued([slip.token.id])
        site.slipsToday.note(what, slip.dossier.procedureID, at: choice.desk.id, now: site.store.now())
        return response
    }
}
