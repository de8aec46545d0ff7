/// What slips are printed on.
public enum Paper: String, Sendable, CaseIterable {
    /// A page of 105 × 148 mm for each slip.
    case a6
    /// A page of 148 × 210 mm for each slip.
    case a5
    /// Sheets of 210 × 297 mm, six slips each, with marks to cut along.
    case a4
    /// A roll of 80 mm, 72 mm of it printable; as long as the slip needs.
    case roll80 = "80mm"
    /// A roll of 58 mm, 48 mm of it printable.
    case roll58 = "58mm"

    public var isRoll: Bool { self == .roll80 || self == .roll58 }

    /// The paper that a format is for when none is named: the wide roll for a thermal printer, else a page.
    public static func usual(for format: SlipFormat) -> Paper { format == .escpos ? .roll80 : .a6 }

    /// The resolution when none is named: the thermal printer's 203 dpi on rolls, 300 dpi on pages.
    public var usualDPI: Int { isRoll ? 203 : 300 }

    /// Of the page in millimetres; a roll has no height.
    var size: (width: Double, height: Double?) {
        switch self {
        case .a6: (105, 148)
        case .a5: (148, 210)
        case .a4: (210, 297)
        case .roll80: (80, nil)
        case .roll58: (58, nil)
        }
    }

    /// How many slips stand side by side, and above each other.
    var grid: (columns: Int, rows: Int) { self == .a4 ? (2, 3) : (1, 1) }

    /// The size of a slip with its margins, in millimetres.
    var slipSize: (width: Double, height: Double?) {
        (size.width / Double(grid.columns), size.height.map { $0 / Double(grid.rows) })
    }

    /// From the edge of a slip to what is printed, in millimetres. Rolls cannot print nearer to the edge.
    var margin: Double {
        switch self {
        case .a6: 8
        case .a5: 13
        case .a4: 7
        case .roll80: 4
        case .roll58: 5
        }
    }

    /// The type's size against that of an A6 page.
    var typeScale: Double {
        switch self {
        case .a6, .roll80: 1
        case .a5: 1.35
        case .a4: 0.88
        case .roll58: 0.86
        }
    }

    /// The dots of a thermal printer's head, nil for pages.
    ///
    /// At 203 and 180 dpi as printers are built, at other resolutions as many as the same width takes, in whole bytes.
    func headDots(dpi: Int) -> Int? {
        switch (self, dpi) {
        case (.roll80, 180): 512
        case (.roll58, 180): 360
        case (.roll80, _): 576 * dpi / 203 / 8 * 8
        case (.roll58, _): 384 * dpi / 203 / 8 * 8
        default: nil
        }
    }
}

/// What a slip, or its bare QR, is made as.
public enum SlipFormat: String, Sendable, CaseIterable {
    case png, svg, pdf
    /// Bytes for a thermal printer; they go to its port as they are.
    case escpos
    /// For a terminal.
    case text

    /// For the `Content-Type` of an answer.
    public var mediaType: String {
        switch self {
        case .png: "image/png"
        case .svg: "image/svg+xml"
        case .pdf: "application/pdf"
        case .escpos: "application/octet-stream"
        case .text: "text/plain; charset=utf-8"
        }
    }
}
