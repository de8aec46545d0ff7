public import Foundation
import Survey

/// Makes printed reports as PDF on A4, by the engine that sets the slips: fonts are embedded, texts can be copied out and
/// searched, and the same report is the same file.
public struct ReportRenderer: Sendable {
    public init() {}

    /// The report as a PDF, with the page's number on each.
    ///
    /// - Throws: `SurveyError` (`unavailable`) when no font has Vietnamese, or cairo cannot draw.
    public func pdf(_ report: PrintedReport) throws -> Data {
        let measures = ReportMeasures(isLandscape: report.isLandscape)
        let surface = try Surface(
            .pdf, width: Int(measures.pageWidth), height: Int(measures.pageHeight), dpi: ReportMeasures.dpi)
        surface.setProperties(title: report.title, day: report.day, author: report.office)
        let typesetter = Typesetter(for: surface.context, dpi: ReportMeasures.dpi)
        guard typesetter.hasGlyphs(for: "Ưu điểm: giải quyết hồ sơ đúng hạn, ở mọi quầy") else {
            throw SurveyError(
                .unavailable, vi: "máy thiếu phông chữ tiếng Việt (gói fonts-noto-core)",
                en: "no font has Vietnamese (package fonts-noto-core)")
        }
        let layout = ReportLayout(report: report, typesetter: typesetter, measures: measures)
        let pages = layout.pages()
        for (index, page) in pages.enumerated() {
            page.draw(surface, measures.left, measures.top)
            layout.foot(page: index + 1, of: pages.count)
                .draw(surface, measures.left, measures.pageHeight - measures.bottom + measures.millimetres(3))
            surface.endPage()
        }
        return try surface.file()
    }
}

/// The page of a printed report, in dots of 1/300 inch.
struct ReportMeasures {
    static let dpi = 300

    let pageWidth: Double
    let pageHeight: Double
    /// Room for binding.
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double

    init(isLandscape: Bool) {
        let long = ReportMeasures.dots(297).rounded()
        let short = ReportMeasures.dots(210).rounded()
        pageWidth = isLandscape ? long : short
        pageHeight = isLandscape ? short : long
        left = ReportMeasures.dots(isLandscape ? 15 : 22)
        right = ReportMeasures.dots(15)
        top = ReportMeasures.dots(15)
        bottom = ReportMeasures.dots(17)
    }

    var width: Double { pageWidth - left - right }
    var height: Double { pageHeight - top - bottom }

    func millimetres(_ length: Double) -> Double { ReportMeasures.dots(length) }

    private static func dots(_ millimetres: Double) -> Double { millimetres * Double(dpi) / 25.4 }
}
