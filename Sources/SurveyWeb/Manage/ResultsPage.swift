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

/// The same for a frame on another site: without the office's header.
struct ResultsFramePage: Page {
    static let template = "results-frame"

    let frame: OfficeFrame
    let t: [String: String]
    let view: FigureView
    let checkpoint: String?
}
