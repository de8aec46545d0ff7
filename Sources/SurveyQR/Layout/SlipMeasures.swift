import Survey

/// A paper in whole dots of a printer.
struct SlipMeasures {
    let paper: Paper
    let dpi: Int
    let pageWidth: Int
    /// Nil for rolls.
    let pageHeight: Int?
    let slipWidth: Int
    let slipHeight: Int?
    /// Beside what is printed, and above and below.
    let margins: (side: Int, end: Int)
    /// The upper left corners of the slips on a page.
    let cells: [(x: Double, y: Double)]

    /// - Parameter isOnHead: whether only what a thermal printer's head reaches is wanted.
    init(_ paper: Paper, dpi: Int?, isOnHead: Bool = false) throws {
        let dpi = dpi ?? paper.usualDPI
        try PrintedQR.check(dpi: dpi)
        guard !isOnHead || dpi <= 600 else {
            throw SurveyError(
                .invalid, vi: "máy in nhiệt (ESC/POS) có tối đa 600 dpi",
                en: "a thermal printer (ESC/POS) has at most 600 dpi")
        }
        let dots = { (millimetres: Double) in Int((millimetres * Double(dpi) / 25.4).rounded()) }
        self.paper = paper
        self.dpi = dpi
        pageHeight = paper.size.height.map(dots)
        slipHeight = paper.slipSize.height.map(dots)
        if let head = paper.headDots(dpi: dpi) {
            pageWidth = isOnHead ? head : max(head, dots(paper.size.width))
            slipWidth = pageWidth
            // Some heads lose a dot or two at their ends.
            margins = ((pageWidth - head) / 2 + 8, dots(isOnHead ? 0 : 3))
        } else if isOnHead {
            throw SurveyError(
                .invalid, vi: "máy in nhiệt (ESC/POS) cần khổ giấy 80mm hoặc 58mm",
                en: "ESC/POS is for thermal printers: choose paper 80mm or 58mm")
        } else {
            pageWidth = dots(paper.size.width)
            slipWidth = dots(paper.slipSize.width)
            margins = (dots(paper.margin), dots(paper.margin))
        }
        let grid = paper.grid
        cells = (0..<grid.columns * grid.rows).map { index in
            (
                Double(dots(paper.slipSize.width * Double(index % grid.columns))),
                Double(dots((paper.slipSize.height ?? 0) * Double(index / grid.columns)))
            )
        }
    }
}
