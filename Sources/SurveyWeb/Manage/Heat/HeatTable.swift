import Foundation
import Survey

/// Arranges the heat table: desks beside each other, procedures by field below each other.
struct HeatTable: Sendable {
    let figures: HeatFigures
    let choice: OverviewChoice
    let texts: Texts

    private var numbers: NumberStyle { NumberStyle(language: texts.language) }

    /// The desks that are beside each other at the most, as many as a printed page has room for.
    static let widest = 12
    /// Where shades begin, the lightest first; below the last it is the darkest.
    static let steps = [0.95, 0.9, 0.8, 0.7]

    var blocks: [HeatPage.Block] {
        let count = figures.desks.count
        let parts = (count + Self.widest - 1) / Self.widest
        // Blocks of about the same width.
        return (0..<parts).map { part in
            let range = (part * count / parts)..<((part + 1) * count / parts)
            return block(
                Array(figures.desks[range]),
                caption: parts < 2
                    ? nil
                    : texts.filled(
                        "heatBlock",
                        ["from": "\(range.lowerBound + 1)", "to": "\(range.upperBound)", "all": "\(count)"]))
        }
    }

    var shades: [HeatPage.Shade] {
        let percents = Self.steps.map { numbers.wholePercent($0) }
        return (0...Self.steps.count).map { step in
            let text =
                step == 0
                ? texts.filled("heatFrom", ["low": percents[0]])
                : step == Self.steps.count
                    ? texts.filled("heatBelow", ["high": percents[step - 1]])
                    : texts.filled("heatBetween", ["low": percents[step], "high": percents[step - 1]])
            return HeatPage.Shade(shade: "heat-\(step)", text: text)
        }
    }

    private func block(_ desks: [Desk], caption: String?) -> HeatPage.Block {
        let short = ShortNames(desks.map { Self.place($0.name) }, longest: 56).names
        let procedures = figures.procedures.filter { procedure in
            desks.contains { figures.cells[.deskAndProcedure($0.id, procedure.id)] != nil }
        }
        let byField = Dictionary(grouping: procedures, by: \.field)
        let isLimited = figures.isLimited
        let fields = byField.keys.sorted().map { field in
            HeatPage.Field(
                name: field,
                rows: (byField[field] ?? []).map { procedure in
                    let row = figures.procedureRows[.procedure(procedure.id)]
                    let href = row.map { row in choice.with { $0.by = .procedure }.unitPath(row) }
                    return HeatPage.Line(
                        name: procedure.name, href: href,
                        all: isLimited ? nil : cell(row, label: texts["heatAll"], href: href ?? ""),
                        cells: desks.map { desk in
                            cell(
                                figures.cells[.deskAndProcedure(desk.id, procedure.id)], label: desk.name,
                                href: choice.heatPath(desk, procedure))
                        })
                })
        }
        let heads = zip(desks, short).map { desk, name in
            HeatPage.Head(name: name, fullName: desk.name, href: href(desk))
        }
        let foot = desks.map { cell(figures.deskRows[.desk($0.id)], label: $0.name, href: href($0)) }
        let total = isLimited ? [] : [cell(figures.total, label: texts["heatAll"], href: choice.path(on: .manage))]
        return HeatPage.Block(
            caption: caption, allTitle: isLimited ? nil : texts["heatAll"], desks: heads, fields: fields,
            foot: total + foot,
            width: desks.count + (isLimited ? 1 : 2))
    }

    /// What tells a desk from the others of its kind: `xã Xuân Hưng – Quầy 2: Hộ tịch` without the office's own name.
    private static func place(_ name: String) -> String {
        let parts = name.components(separatedBy: " – ")
        guard parts.count > 1, let first = parts.first else { return name }
        let words = first.split(separator: " ")
        return words.suffix(2).joined(separator: " ") + " – " + parts.dropFirst().joined(separator: " – ")
    }

    private func href(_ desk: Desk) -> String {
        figures.deskRows[.desk(desk.id)].map { row in choice.with { $0.by = .desk }.unitPath(row) } ?? ""
    }

    private func cell(_ row: ReportRow?, label: String, href: String) -> HeatPage.Cell {
        guard let row, row.counts.completed > 0 else {
            return HeatPage.Cell(label: label, figure: nil, hidden: nil, isBlank: true)
        }
        guard let interval = row.satisfaction else {
            return HeatPage.Cell(
                label: label, figure: nil,
                hidden: texts.filled("heatHidden", ["completed": numbers.whole(row.counts.completed)]), isBlank: false)
        }
        let mark = mark(interval)
        let figure = HeatPage.Figure(
            shade: "heat-\(Self.steps.firstIndex { interval.share >= $0 } ?? Self.steps.count)",
            share: numbers.wholePercent(interval.share),
            count: numbers.whole(row.counts.answers) + row.mark, mark: mark?.sign,
            markWords: mark?.words, href: href,
            words: texts.filled(
                "heatWords",
                [
                    "share": numbers.percent(interval.share), "interval": numbers.interval(interval.low, interval.high),
                    "count": numbers.whole(row.counts.answers),
                    "rate": row.responseRate.map(numbers.percent) ?? "–",
                    "coverage": row.coverage.map(numbers.percent) ?? "–",
                ]))
        return HeatPage.Cell(label: label, figure: figure, hidden: nil, isBlank: false)
    }

    /// Whether all together lie outside the interval.
    private func mark(_ interval: WilsonInterval) -> (sign: String, words: String)? {
        guard let all = figures.total?.satisfaction?.share else { return nil }
        if interval.high < all { return ("▼", texts["heatLower"]) }
        if interval.low > all { return ("▲", texts["heatHigher"]) }
        return nil
    }
}
