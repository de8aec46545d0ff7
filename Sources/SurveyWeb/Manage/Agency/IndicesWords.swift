import Survey
import SurveyStore

/// Puts agencies and what was entered for them into words.
struct IndicesWords: Sendable {
    let texts: Texts
    let choice: IndicesChoice

    private var numbers: NumberStyle { NumberStyle(language: texts.language) }

    /// `Xã Xuân Hưng, từ 01/07/2025`
    func name(of unit: AdministrativeUnit) -> String {
        let since = unit.validity.from.map { ", " + texts.filled("since", ["day": $0.written(texts.language)]) }
        return unit.name + (since ?? "")
    }

    func rows(_ agencies: [AgencyResults.Agency]) -> [IndicesPage.AgencyRow] {
        let ranks = AgencyResult.ranks(agencies.map(\.result))
        return zip(agencies, ranks).map { agency, rank in
            let result = agency.result
            let figures = FigureRow(result.row, texts: texts)
            return IndicesPage.AgencyRow(
                rank: rank.map { "\($0)" } ?? "–", name: result.unit.name,
                href: choice.with(unit: result.unit).path(),
                points: result.score.rows.map { ($0.verified?.points ?? $0.points).map(numbers.decimal) ?? "–" },
                total: result.total.map(numbers.decimal) ?? "–", band: result.band?.name[texts.language] ?? "–",
                responseRate: figures.answers?.responseRate ?? "–", coverage: figures.coverage)
        }
    }

    /// The newest first.
    func history(_ entries: [AgencyEntry]) -> [IndicesPage.HistoryRow] {
        entries.reversed().map { entry in
            IndicesPage.HistoryRow(
                day: entry.entry.on.written(texts.language), by: entry.entry.by,
                index: "\(entry.index.rawValue). \(entry.index.name[texts.language])",
                kind: texts["entry.\(entry.kind.rawValue)"], points: numbers.hundredths(entry.entry.points),
                note: entry.entry.note)
        }
    }
}
