public import Foundation
import Survey

/// A QR symbol in a size for a printer: every module a whole number of dots, so that none is wider than its neighbour.
public struct PrintedQR: Sendable, Hashable {
    /// The side in millimetres, quiet zone included, that suits phones of any age at arm's length.
    public static let usualMillimetres: Double = 30

    public let symbol: QRSymbol
    /// The printer's dots in an inch.
    public let dpi: Int
    /// The dots of a module's side, at least 4.
    public let dotsPerModule: Int

    /// The side in dots, quiet zone included.
    public var dots: Int { symbol.sideWithQuietZone * dotsPerModule }
    /// The side in millimetres, quiet zone included: as near to what was wanted as whole dots come.
    public var millimetres: Double { Double(dots) * 25.4 / Double(dpi) }

    /// Picks level Q where its modules get 5 dots or more, else M.
    ///
    /// - Parameters:
    ///   - millimetres: the side that is wanted, quiet zone included, 10 to 200.
    ///   - dpi: 100 to 2,400.
    /// - Throws: `SurveyError` (`invalid`) when size or resolution are out of range, or a module would get under 4 dots.
    public init(_ link: SurveyLink, millimetres: Double = usualMillimetres, dpi: Int) throws {
        guard (10...200).contains(millimetres) else {
            throw SurveyError(
                .invalid, vi: "cạnh mã QR phải từ 10 đến 200 mm", en: "the side of a QR code has to be 10 to 200 mm")
        }
        try PrintedQR.check(dpi: dpi)
        let dotsPerModule = { (symbol: QRSymbol) in
            Int((millimetres * Double(dpi) / 25.4 / Double(symbol.sideWithQuietZone)).rounded())
        }
        if let symbol = try? QRSymbol(link, level: .quartile), dotsPerModule(symbol) >= 5 {
            self.init(symbol: symbol, dpi: dpi, dotsPerModule: dotsPerModule(symbol))
            return
        }
        let symbol = try QRSymbol(link, level: .medium)
        guard dotsPerModule(symbol) >= 4 else {
            let least = Int((Double(4 * symbol.sideWithQuietZone) * 25.4 / Double(dpi)).rounded(.up))
            throw SurveyError(
                .invalid, vi: "mã QR quá nhỏ để quét được: ở \(dpi) dpi cần ít nhất \(least) mm",
                en: "the QR code would be too small to scan: at \(dpi) dpi it needs at least \(least) mm")
        }
        self.init(symbol: symbol, dpi: dpi, dotsPerModule: dotsPerModule(symbol))
    }

    private init(symbol: QRSymbol, dpi: Int, dotsPerModule: Int) {
        self.symbol = symbol
        self.dpi = dpi
        self.dotsPerModule = dotsPerModule
    }

    static func check(dpi: Int) throws {
        guard (100...2400).contains(dpi) else {
            throw SurveyError(
                .invalid, vi: "độ phân giải phải từ 100 đến 2400 dpi",
                en: "the resolution has to be 100 to 2,400 dpi")
        }
    }

    /// One pixel a dot, tagged with the resolution, so that a printer that heeds the tag prints it dot by dot.
    public func png() throws -> Data {
        try symbol.png(pixelsPerModule: dotsPerModule, millimetres: millimetres)
    }

    /// In the same size as on paper.
    public func svg() -> String { symbol.svg(millimetres: millimetres) }
}
