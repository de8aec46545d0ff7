import CPangoCairo
import Survey

/// The table of a printed report: heads in one or two lines, then rows, all within lines as offices file them.
struct ReportTable {
    let report: PrintedReport
    let typesetter: Typesetter
    let measures: ReportMeasures

    private var points: Double { report.columns.count > 12 ? 7.5 : report.columns.count > 7 ? 8.5 : 9.5 }
    private var padding: Double { measures.millimetres(report.columns.count > 12 ? 0.8 : 1.2) }

    /// The width of each column, in dots; the sum is the page's.
    private var widths: [Double] {
        let sum = report.columns.map(\.width).reduce(0, +)
        return report.columns.map { $0.width / sum * measures.width }
    }

    var heads: Box {
        let widths = widths
        let titles = report.columns.enumerated().map { index, column in
            cell(column.title, widths[index], .centre, isBold: true)
        }
        let groups = groups.map { columns in
            (
                columns,
                cell(
                    report.columns[columns.lowerBound].group, widths[columns].reduce(0, +), .centre, isBold: true)
            )
        }
        // All groups are as high as the highest, and so are the titles below them.
        let above = groups.map(\.1.height).max() ?? 0
        let below = groups.flatMap { titles[$0.0].map(\.height) }.max() ?? 0
        let grouped = Set(groups.flatMap { Array($0.0) })
        let alone = titles.indices.filter { !grouped.contains($0) }.map { titles[$0].height }.max() ?? 0
        let height = max(above + below, alone)
        return Box(width: measures.width, height: height) { surface, x, y in
            cairo_save(surface.context)
            cairo_set_source_rgb(surface.context, 0.93, 0.93, 0.93)
            cairo_rectangle(surface.context, x, y, measures.width, height)
            cairo_fill(surface.context)
            cairo_restore(surface.context)
            for (columns, head) in groups {
                framed(head, height: above).draw(surface, x + widths[..<columns.lowerBound].reduce(0, +), y)
            }
            for (index, title) in titles.enumerated() {
                let top = grouped.contains(index) ? above : 0
                framed(title, height: height - top).draw(surface, x + widths[..<index].reduce(0, +), y + top)
            }
        }
    }

    /// The runs of columns that share a head.
    private var groups: [Range<Int>] {
        var groups: [Range<Int>] = []
        var start = 0
        while start < report.columns.count {
            let group = report.columns[start].group
            let end = report.columns[start...].prefix { $0.group == group }.endIndex
            if !group.isEmpty { groups.append(start..<end) }
            start = group.isEmpty ? start + 1 : end
        }
        return groups
    }

    func row(_ row: PrintedReport.Row) -> Box {
        let widths = widths
        let cells = report.columns.enumerated().map { index, column in
            cell(
                index < row.cells.count ? row.cells[index] : "", widths[index],
                row.numbers?.contains(index) ?? column.isNumber ? .trailing : .leading, isBold: row.isBold)
        }
        let height = cells.map(\.height).max() ?? 0
        return .row(cells.map { framed($0, height: height) })
    }

    private func cell(_ text: String, _ width: Double, _ alignment: Box.Alignment, isBold: Bool) -> Box {
        // Pango gives a text without letters the height of some other font.
        let inner =
            text.isEmpty
            ? .space(0)
            : typesetter.box(
                text,
                TextStyle(
                    face: isBold ? .bold : .regular, points: points, alignment: alignment, lines: 8, isBalanced: false),
                width: width - 2 * padding)
        return Box(width: width, height: inner.height + 1.4 * padding) { surface, x, y in
            inner.draw(surface, x + padding, y + 0.7 * padding)
        }
    }

    /// With a line all around, and the text at half the height.
    private func framed(_ box: Box, height: Double) -> Box {
        let thickness = measures.millimetres(0.15)
        return Box(width: box.width, height: height) { surface, x, y in
            cairo_set_line_width(surface.context, thickness)
            cairo_rectangle(surface.context, x, y, box.width, height)
            cairo_stroke(surface.context)
            box.draw(surface, x, y + ((height - box.height) / 2).rounded())
        }
    }
}
