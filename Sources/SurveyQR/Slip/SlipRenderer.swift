public import Foundation
import Survey

/// Makes slips, in every format from one layout.
///
/// The printed formats need fonts that have Vietnamese: Debian's fonts-noto-core and fonts-dejavu-core are looked for
/// first. Calls may run side by side on any threads.
public struct SlipRenderer: Sendable {
    /// The wanted side of the QR in millimetres, quiet zone included; the printed one is the nearest in whole dots.
    public var qrMillimetres: Double

    public init(qrMillimetres: Double = PrintedQR.usualMillimetres) {
        self.qrMillimetres = qrMillimetres
    }

    /// One slip as a file of a format.
    ///
    /// - Parameters:
    ///   - paper: nil for ``Paper/usual(for:)``.
    ///   - dpi: of the printer, 100 to 2,400; nil for ``Paper/usualDPI``.
    /// - Throws: `SurveyError`: `invalid` when the QR does not suit the paper or the resolution, or the format not the
    ///   paper; `unavailable` when no font has Vietnamese.
    public func render(
        _ slip: Slip, as format: SlipFormat, paper: Paper? = nil, dpi: Int? = nil
    ) throws -> Data {
        let paper = paper ?? .usual(for: format)
        switch format {
        case .png: return try png(slip, paper: paper, dpi: dpi)
        case .svg: return try svg(slip, paper: paper, dpi: dpi)
        case .pdf: return try pdf([slip], paper: paper, dpi: dpi)
        case .escpos: return try escpos(slip, paper: paper, dpi: dpi)
        case .text: return Data(try text(slip).utf8)
        }
    }

    /// Slips as one PDF: a page each, or six to a sheet of A4.
    public func pdf(_ slips: [Slip], paper: Paper, dpi: Int? = nil) throws -> Data {
        let measures = try SlipMeasures(paper, dpi: dpi)
        let surface = try Surface(
            .pdf, width: measures.pageWidth, height: measures.pageHeight ?? 100, dpi: measures.dpi)
        if let slip = slips.first {
            surface.setProperties(title: SlipWording(slip.language).label, day: slip.completedOn)
        }
        let press = try SlipPress(surface, measures, qrMillimetres: qrMillimetres)
        for start in stride(from: 0, to: slips.count, by: measures.cells.count) {
            let sheet = slips[start..<min(start + measures.cells.count, slips.count)]
            let boxes = try sheet.map { try press.box(for: $0) }
            if measures.pageHeight == nil { surface.setPageHeight(Int(boxes[0].height)) }
            for (box, cell) in zip(boxes, measures.cells) { box.draw(surface, cell.x, cell.y) }
            if measures.cells.count > 1 { press.drawCutMarks() }
            surface.endPage()
        }
        return try surface.file()
    }

    /// The slip alone, whatever the paper, as an SVG.
    public func svg(_ slip: Slip, paper: Paper = .a6, dpi: Int? = nil) throws -> Data {
        let (surface, _) = try drawn(slip, .svg, SlipMeasures(paper, dpi: dpi))
        return try surface.file()
    }

    /// The slip alone, whatever the paper, as a grey PNG with a pixel for each printer dot.
    public func png(_ slip: Slip, paper: Paper = .a6, dpi: Int? = nil) throws -> Data {
        let measures = try SlipMeasures(paper, dpi: dpi)
        guard measures.dpi <= 600 else {
            throw SurveyError(
                .invalid, vi: "ảnh PNG của phiếu có tối đa 600 dpi", en: "a PNG of a slip has at most 600 dpi")
        }
        let (surface, box) = try drawn(slip, .pixels, measures)
        return try PNGFile.grey(
            surface.greyPixels(), width: Int(box.width), height: Int(box.height), dpi: measures.dpi)
    }

    /// The slip for a thermal printer.
    ///
    /// - Parameter paper: a roll.
    public func escpos(_ slip: Slip, paper: Paper = .roll80, dpi: Int? = nil) throws -> Data {
        let measures = try SlipMeasures(paper, dpi: dpi, isOnHead: true)
        let (surface, box) = try drawn(slip, .pixels, measures)
        var dots = try Halftone(greyPixels: surface.greyPixels(), width: Int(box.width))
        for area in surface.pictures { dots.diffuse(area) }
        return ThermalJob(dots, solid: surface.symbolRows, dpi: measures.dpi).bytes
    }

    /// One slip, drawn on a surface of its own size.
    private func drawn(_ slip: Slip, _ kind: Surface.Kind, _ measures: SlipMeasures) throws -> (Surface, Box) {
        // The size is known only when the texts are set, and they are set for a kind of surface.
        let trial = try Surface(kind, width: 1, height: 1, dpi: measures.dpi)
        let box = try SlipPress(trial, measures, qrMillimetres: qrMillimetres).box(for: slip)
        let surface = try Surface(kind, width: Int(box.width), height: Int(box.height), dpi: measures.dpi)
        box.draw(surface, 0, 0)
        return (surface, box)
    }
}
