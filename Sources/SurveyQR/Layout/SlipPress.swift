import CPangoCairo
import Survey

/// Lays out slips for one surface, and keeps what they have in common.
final class SlipPress {
    private let surface: Surface
    private let measures: SlipMeasures
    private let qrMillimetres: Double
    private let typesetter: Typesetter
    private var pictures: [Logo: Picture] = [:]

    /// - Throws: `SurveyError` (`unavailable`) when no installed font has Vietnamese.
    init(_ surface: Surface, _ measures: SlipMeasures, qrMillimetres: Double) throws {
        self.surface = surface
        self.measures = measures
        self.qrMillimetres = qrMillimetres
        typesetter = Typesetter(for: surface.context, dpi: measures.dpi)
        guard typesetter.hasGlyphs(for: "Ông/Bà có hài lòng không? Đường, phường, thủ tục") else {
            throw SurveyError(
                .unavailable, vi: "máy chủ thiếu phông chữ tiếng Việt: hãy cài gói fonts-noto-core",
                en: "no installed font has Vietnamese: install the package fonts-noto-core")
        }
    }

    /// A slip with its margins.
    func box(for slip: Slip) throws -> Box {
        let margins = (side: Double(measures.margins.side), end: Double(measures.margins.end))
        let qr = try PrintedQR(slip.link, millimetres: qrMillimetres, dpi: measures.dpi)
        let layout = SlipLayout(
            slip: slip, qr: qr, symbol: .symbol(qr), wording: SlipWording(slip.language), typesetter: typesetter,
            logo: try picture(of: slip.logo),
            width: Double(measures.slipWidth) - 2 * margins.side, dpi: measures.dpi)
        let scale = measures.paper.typeScale
        let content =
            if let height = measures.slipHeight {
                try layout.page(height: Double(height) - 2 * margins.end, scale: scale)
            } else {
                try layout.roll(scale: scale, margins: 2 * margins.end)
            }
        return Box(width: Double(measures.slipWidth), height: content.height + 2 * margins.end) { surface, x, y in
            content.draw(surface, x + margins.side, y + margins.end)
        }
    }

    /// Where to cut a sheet: short strokes at its edges and crosses within, a tenth of a millimetre thin.
    func drawCutMarks() {
        let context = surface.context
        let dots = { (millimetres: Double) in millimetres * Double(self.measures.dpi) / 25.4 }
        let size = (width: Double(measures.pageWidth), height: Double(measures.pageHeight ?? 0))
        let across = [0, size.width] + Set(measures.cells.map(\.x)).filter { $0 > 0 }
        let down = [0, size.height] + Set(measures.cells.map(\.y)).filter { $0 > 0 }
        cairo_set_line_width(context, dots(0.1))
        for x in across {
            for y in down where (x > 0 && x < size.width) || (y > 0 && y < size.height) {
                // Printers leave 4 to 5 mm blank at the edges: strokes reach beyond that.
                let reach = (x > 0 && x < size.width) && (y > 0 && y < size.height) ? dots(2.5) : dots(7)
                if x > 0, x < size.width {
                    cairo_move_to(context, x, max(0, y - reach))
                    cairo_line_to(context, x, min(size.height, y + reach))
                }
                if y > 0, y < size.height {
                    cairo_move_to(context, max(0, x - reach), y)
                    cairo_line_to(context, min(size.width, x + reach), y)
                }
            }
        }
        cairo_stroke(context)
    }

    private func picture(of logo: Logo?) throws -> Picture? {
        guard let logo else { return nil }
        if let picture = pictures[logo] { return picture }
        let picture = try Picture(logo)
        pictures[logo] = picture
        return picture
    }
}
