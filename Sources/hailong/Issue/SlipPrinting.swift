import Foundation
import SurveyQR

/// How slips are made: the format, the paper, the printer's resolution, and whether it is the bare QR alone.
struct SlipPrinting {
    var format: SlipFormat
    var paper: Paper?
    var dpi: Int?
    var isBareQR: Bool
    /// For text: whether a terminal shows it.
    var isColoured: Bool

    /// Whether several slips make one file.
    var joins: Bool {
        switch format {
        case .pdf: !isBareQR
        case .escpos, .text: true
        case .png, .svg: false
        }
    }

    func bytes(_ slips: [Slip]) throws -> Data {
        if format == .pdf, !isBareQR {
            return try SlipRenderer().pdf(slips, paper: paper ?? .usual(for: .pdf), dpi: dpi)
        }
        return try slips.reduce(into: Data()) { try $0.append(bytes($1)) }
    }

    private func bytes(_ slip: Slip) throws -> Data {
        if format == .text {
            if !isBareQR { return Data(try SlipRenderer().text(slip, isColoured: isColoured).utf8) }
            return Data(try bareQR(slip).symbol.terminalText(isColoured: isColoured).utf8)
        }
        if isBareQR { return try bareQR(slip).render(as: format, paper: paper) }
        return try SlipRenderer().render(slip, as: format, paper: paper, dpi: dpi)
    }

    private func bareQR(_ slip: Slip) throws -> PrintedQR {
        try PrintedQR(slip.link, dpi: dpi ?? (paper ?? .usual(for: format)).usualDPI)
    }
}
