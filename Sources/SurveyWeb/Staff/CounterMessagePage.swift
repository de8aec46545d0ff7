import HTTPTypes
import Hummingbird
import Survey

/// Why there is no slip to show, within the counter's own frame, and what to do now.
struct CounterMessagePage: Page {
    static let template = "staff-message"

    let frame: OfficeFrame
    let t: [String: String]
    /// What the officer may say and do.
    let advice: String
    let nextHref: String
}

extension StaffDesk {
    /// The page of a slip that is void or expired: 410.
    func gone(_ state: FoundSlip.State, _ request: Request, _ context: StaffContext) throws -> Response {
        let texts = try texts(request)
        let name = if case .void = state { "slipVoid" } else { "slipOver" }
        let page = CounterMessagePage(
            frame: try frame(request, context, texts, title: "slipTitle", current: .staff, error: texts[name]),
            t: texts.table, advice: texts[name + "Advice"], nextHref: SiteURL.staff.path)
        return try respond(page, .gone)
    }
}
