import CPangoCairo
import Survey

/// The chart of a printed report: for each row its share as a dot and its interval as a bar, in grey.
struct ReportChart {
    let chart: PrintedReport.Chart
    let typesetter: Typesetter
    let measures: ReportMeasures

    /// Where the axis begins: the tens of per cent below all intervals.
    private var start: Double {
        let least = chart.rows.filter { $0.share != nil }.map(\.low).min() ?? 0
        return min(0.9, (least * 10).rounded(.down) / 10)
    }

    private var nameWidth: Double { measures.width * 0.42 }
    private var wordsWidth: Double { measures.width * 0.16 }
    private var plotWidth: Double { measures.width - nameWidth - wordsWidth }

    private func place(_ share: Double) -> Double {
        nameWidth + plotWidth * (share - start) / (1 - start)
    }

    /// Full tens of per cent, every second one where they are many.
    private var marks: [Double] {
        let first = Int((start * 10).rounded())
        let step = 10 - first > 5 ? 2 : 1
        return stride(from: 10, through: first, by: -step).reversed().map { Double($0) / 10 }
    }

    /// The title and the axis.
    var heads: Box {
        let title = typesetter.box(
            chart.title, TextStyle(face: .bold, points: 10.5), width: measures.width)
        let labels = marks.map { mark in
            (
                mark,
                typesetter.box(
                    "\(Int((mark * 100).rounded())) %", TextStyle(points: 8, alignment: .centre),
                    width: measures.millimetres(14))
            )
        }
        let axis = Box(width: measures.width, height: labels.first?.1.height ?? 0) { surface, x, y in
            for (mark, label) in labels { label.draw(surface, x + place(mark) - label.width / 2, y) }
        }
        return .stack([title, .space(measures.millimetres(1.5)), axis])
    }

    var rows: [Box] { chart.rows.map(row) }

    private func row(_ row: PrintedReport.Chart.Row) -> Box {
        let name = typesetter.box(
            row.name, TextStyle(points: 8.5, lines: 3), width: nameWidth - measures.millimetres(3))
        let words = typesetter.box(
            row.words,
            TextStyle(face: row.share == nil ? .italic : .bold, points: 8.5, alignment: .trailing, lines: 2),
            width: wordsWidth - measures.millimetres(2))
        let height = max(measures.millimetres(6.4), max(name.height, words.height) + measures.millimetres(1))
        return Box(width: measures.width, height: height) { surface, x, y in
            name.draw(surface, x, y + ((height - name.height) / 2).rounded())
            words.draw(
                surface, x + measures.width - words.width, y + ((height - words.height) / 2).rounded())
            draw(row, surface, x, y, height)
        }
    }

    private func draw(
        _ row: PrintedReport.Chart.Row, _ surface: Surface, _ x: Double, _ y: Double, _ height: Double
    ) {
        let context = surface.context
        cairo_save(context)
        cairo_set_line_width(context, measures.millimetres(0.1))
        cairo_set_source_rgb(context, 0.75, 0.75, 0.75)
        for mark in marks { stroke(context, x + place(mark), y, x + place(mark), y + height) }
        if let all = chart.all {
            cairo_set_source_rgb(context, 0, 0, 0)
            cairo_set_line_width(context, measures.millimetres(0.2))
            var dashes = [measures.millimetres(1), measures.millimetres(1)]
            cairo_set_dash(context, &dashes, 2, 0)
            stroke(context, x + place(all), y, x + place(all), y + height)
            cairo_set_dash(context, nil, 0, 0)
        }
        if let share = row.share {
            cairo_set_source_rgb(context, 0.62, 0.62, 0.62)
            cairo_set_line_width(context, measures.millimetres(2))
            stroke(context, x + place(row.low), y + height / 2, x + place(row.high), y + height / 2)
            cairo_set_source_rgb(context, 0, 0, 0)
            cairo_new_path(context)
            cairo_arc(context, x + place(share), y + height / 2, measures.millimetres(1.1), 0, 2 * .pi)
            cairo_fill(context)
        }
        cairo_restore(context)
    }

    private func stroke(_ context: OpaquePointer, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
        cairo_move_to(context, x1, y1)
        cairo_line_to(context, x2, y2)
        cairo_stroke(context)
    }
}
