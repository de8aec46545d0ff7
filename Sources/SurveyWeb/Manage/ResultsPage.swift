import Survey

/// What everybody may see: the published figures, and the checkpoint that they can be held to.
struct ResultsPage: Page {
    static let template = "results"

    let frame: OfficeFrame
    let t: [String: String]
    let view: FigureView
    /// Everything, and each unit by itself.
    let units: [ChoiceLink]
    /// The newest checkpoint in one line; nil before the first.
    let checkpoint: String?
    /// How another site shows this page inside its own.
    let embed: String
}

/// What of it fits a frame on another site: the figure of all, its units, the checkpoint, and a link to the whole page.
struct ResultsFramePage: Page {
    static let template = "results-frame"

    let frame: OfficeFrame
    let t: [String: String]
    let view: FigureView
    let period: String
    /// The page with everything.
    let whole: String
    let checkpoint: String?

    /// How high a frame is, in points, that shows some units without scrolling; beyond a dozen it scrolls.
    static func height(units: Int) -> Int { min(1300, 640 + 52 * units) }
}
