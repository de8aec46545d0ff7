public import Foundation
import Survey

extension PrintedQR {
    /// The symbol alone, with its quiet zone, as a file of a format.
    ///
    /// - Parameter paper: for `escpos` only, a roll; the symbol stands in its middle.
    /// - Throws: `SurveyError`: `invalid` when the paper is no roll or narrower than the symbol.
    public func render(as format: SlipFormat, paper: Paper? = nil) throws -> Data {
        switch format {
        case .png: return try png()
        case .svg: return Data(svg().utf8)
        case .text: return Data(symbol.terminalText().utf8)
        case .pdf:
            let surface = try Surface(.pdf, width: dots, height: dots, dpi: dpi)
            Box.symbol(self).draw(surface, 0, 0)
            surface.endPage()
            return try surface.file()
        case .escpos:
            let measures = try SlipMeasures(paper ?? .usual(for: format), dpi: dpi, isOnHead: true)
            guard dots <= measures.slipWidth else {
                throw SurveyError(
                    .invalid, vi: "mã QR rộng hơn khổ giấy", en: "the QR code is wider than the paper")
            }
            let surface = try Surface(.pixels, width: measures.slipWidth, height: dots, dpi: dpi)
            Box.symbol(self).widened(to: Double(measures.slipWidth), alignment: .centre).draw(surface, 0, 0)
            let image = Halftone(greyPixels: try surface.greyPixels(), width: measures.slipWidth)
            return ThermalJob(image, solid: surface.symbolRows, dpi: dpi).bytes
        }
    }
}
