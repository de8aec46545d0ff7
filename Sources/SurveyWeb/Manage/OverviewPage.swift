/// What managers see first.
struct OverviewPage: Page {
    static let template = "manage-overview"

    let frame: OfficeFrame
    let t: [String: String]
    let view: FigureView
}
