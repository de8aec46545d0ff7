import CPangoCairo
import Survey

/// Arranges a report on as many pages as it takes.
struct ReportLayout {
    let report: PrintedReport
    let typesetter: Typesetter
    let measures: ReportMeasures

    private var wording: ReportWording { ReportWording(report.language) }
    private var width: Double { measures.width }

    /// One part of the report, which no page breaks.
    private struct Part {
        let box: Box
        /// What stands above it again when it is the first of a page: the heads of its table.
        var heads: Box?
        /// Whether it stands on the page of the part after it.
        var staysWithNext = false
    }

    /// The pages without their feet.
    func pages() -> [Box] {
        var pages: [[Box]] = [[]]
        var used = 0.0
        let parts = parts()
        for (index, part) in parts.enumerated() {
            let next = part.staysWithNext && index + 1 < parts.count ? parts[index + 1].box.height : 0
            if used > 0, used + part.box.height + next > measures.height {
                pages.append([])
                used = 0
                if let heads = part.heads {
                    pages[pages.count - 1].append(heads)
                    used += heads.height
                }
            }
            pages[pages.count - 1].append(part.box)
            used += part.box.height
        }
        return pages.map { Box.stack($0) }
    }

    /// The number of the page, the office, and the day of the figures.
    func foot(page: Int, of count: Int) -> Box {
        return .stack([
            .rule(width: width, thickness: line), space(1),
            .row([
                text(report.office, 7.5, width * 0.5, lines: 1),
                text("\(wording.madeOn) \(report.day.written(report.language))", 7.5, width * 0.3, .centre),
                text(wording.page(page, of: count), 7.5, width * 0.2, .trailing),
            ]),
        ])
    }

    private func parts() -> [Part] {
        var parts = [Part(box: head()), Part(box: title())]
        if !report.facts.isEmpty { parts.append(Part(box: facts())) }
        if let chart = report.chart {
            let drawing = ReportChart(chart: chart, typesetter: typesetter, measures: measures)
            let heads = drawing.heads
            parts.append(Part(box: heads, staysWithNext: true))
            parts += drawing.rows.map { Part(box: $0, heads: heads) }
            parts.append(Part(box: .stack([space(1), text(chart.legend, 8, width, face: .italic), space(4)])))
        }
        let table = ReportTable(report: report, typesetter: typesetter, measures: measures)
        let heads = table.heads
        parts.append(Part(box: heads, staysWithNext: true))
        parts += report.rows.map { Part(box: table.row($0), heads: heads) }
        parts.append(Part(box: space(3)))
        var end = report.notes.map { Box.stack([text($0, 8.5, width, face: .italic), space(1)]) }
        if let checkpoint = report.checkpoint {
            end.append(
                .stack([space(1), text("\(wording.checkpoint): \(checkpoint)", 7.5, width), space(1)]))
        }
        // A signature never stands on a page by itself: the last note is with it.
        let last = end.popLast().map { [$0] } ?? []
        parts += end.map { Part(box: $0) }
        parts.append(Part(box: .stack(last + [signature()])))
        return parts
    }

    /// The office on the left, the country on the right, as official documents begin.
    private func head() -> Box {
        let half = width / 2
        func underlined(_ box: Box, share: Double) -> Box {
            .stack(
                [box, space(0.8), Box.rule(width: half * share, thickness: line)], alignment: .centre)
        }
        return .stack([
            .row([
                underlined(text(report.office.uppercased(), 10, half, .centre, face: .bold), share: 0.3),
                underlined(
                    .stack([
                        text(wording.country, 10, half, .centre, face: .bold),
                        text(wording.motto, 10.5, half, .centre, face: .bold),
                    ]), share: 0.45),
            ]), space(8),
        ])
    }

    private func title() -> Box {
        .stack(
            [text(report.title, 14, width, .centre, face: .bold), space(1)]
                + report.subtitles.map { text($0, 10.5, width, .centre, face: .italic) } + [space(5)])
    }

    /// Figures side by side, each above what it is.
    private func facts() -> Box {
        let part = width / Double(report.facts.count)
        return .stack([
            .row(
                report.facts.map { fact in
                    .stack([
                        text(fact.value, 15, part, .centre, face: .bold),
                        text(fact.name, 8.5, part * 0.92, .centre).widened(to: part, alignment: .centre),
                    ])
                }), space(5),
        ])
    }

    /// The date line and who signs, with 30 mm to sign in.
    private func signature() -> Box {
        let names = report.signatories
        let part = width / Double(max(2, names.count))
        let indent = names.count == 1 ? part : 0
        let boxes = names.map { name in
            Box.stack([
                text(name, 10, part, .centre, face: .bold), text(wording.sign, 8, part, .centre, face: .italic),
            ])
        }
        return .stack([
            space(6),
            .row([
                .space(0).widened(to: width - part, alignment: .leading),
                text(report.dateLine, 10, part, .centre, face: .italic),
            ]),
            space(1), .row([.space(0).widened(to: indent, alignment: .leading)] + boxes), space(30),
        ])
    }

    private var line: Double { measures.millimetres(0.15) }

    private func space(_ millimetres: Double) -> Box { .space(measures.millimetres(millimetres)) }

    private func text(
        _ text: String, _ points: Double, _ width: Double, _ alignment: Box.Alignment = .leading,
        face: TextStyle.Face = .regular, lines: Int = 12
    ) -> Box {
        typesetter.box(
            text, TextStyle(face: face, points: points, alignment: alignment, lines: lines), width: width)
    }
}
