import Survey

/// Puts the four measures of a period into words, from published figures alone.
struct IndexMeasures: Sendable {
    let texts: Texts
    /// The published total.
    let total: ReportRow
    /// Released answers by question and value; nil when they may not be shown.
    let values: [String: [String: Int]]?

    private var numbers: NumberStyle { NumberStyle(language: texts.language) }

    var satisfaction: IndicesPage.Measure {
        guard let interval = total.satisfaction else { return hidden(SurveySatisfaction.rule) }
        return measure(
            SurveySatisfaction.rule, figure: numbers.percent(interval.share),
            basis: texts.filled(
                "satisfactionBasis",
                [
                    "answers": numbers.whole(total.counts.answers), "completed": numbers.whole(total.counts.completed),
                    "interval": numbers.interval(interval.low, interval.high),
                    "rate": total.responseRate.map(numbers.percent) ?? "–",
                ]))
    }

    var resolution: IndicesPage.Measure {
        guard let count = total.shownCount,
            let indicator = ResolutionIndicator(
                resolved: total.counts.completed, overdue: total.counts.late, disliked: count.n - count.satisfied)
        else { return hidden(ResolutionIndicator.rule) }
        return measure(
            ResolutionIndicator.rule,
            figure: texts.filled("points", ["points": numbers.decimal(indicator.points), "of": "6"]),
            basis: texts.filled(
                "resolutionBasis",
                [
                    "rate": indicator.rate.map(numbers.percent) ?? "–", "resolved": numbers.whole(indicator.resolved),
                    "overdue": numbers.whole(indicator.overdue), "disliked": numbers.whole(indicator.disliked),
                ]))
    }

    var agency: IndicesPage.Measure {
        let counts = total.counts
        func split(_ question: String) -> AgencyFigures.Split {
            let values = values?[question] ?? [:]
            return AgencyFigures.Split(two: values["0"] ?? 0, one: values["1"] ?? 0, zero: values["2"] ?? 0)
        }
        let score = AgencyScore(
            figures: AgencyFigures(
                time: AgencyFigures.Split(two: counts.early, one: counts.onTime, zero: counts.late),
                contacts: split("contacts"), agencies: split("agencies"), online: counts.online,
                received: counts.direct + counts.online + counts.post))
        let figure = score.total.map { texts.filled("points", ["points": numbers.decimal($0), "of": "18"]) }
        return measure(
            AgencyScore.rule, figure: figure, words: figure == nil ? texts["agencyMissing"] : nil,
            basis: texts.filled(
                "agencyBasis", ["known": "\(AgencyIndex.allCases.count - score.missing.count)"]),
            rows: score.rows.map { row in
                var basis = texts["indexMissing"]
                if case .computed(let n) = row.basis { basis = texts.filled("indexBasis", ["n": numbers.whole(n)]) }
                return IndicesPage.Row(
                    name: "\(row.index.rawValue). \(row.index.name[texts.language])",
                    figure: row.points.map(numbers.decimal) ?? "–", basis: basis,
                    rule: row.index.rule[texts.language])
            })
    }

    /// - Parameter values: the released answers of the five-level pack; nil when there are none that may be shown.
    func factors(_ pack: Questionnaire?, values: [String: [String: Int]]?) throws -> IndicesPage.Measure {
        guard let pack, let values else {
            return measure(FactorIndex.rule, words: texts["factorsNone"])
        }
        let index = try FactorIndex(pack, counts: values)
        return measure(
            FactorIndex.rule, words: texts["factorsBasis"],
            rows: index.factors.map { factor in
                IndicesPage.Row(
                    name: factor.name[texts.language],
                    figure: factor.interval.map { numbers.percent($0.share) } ?? "–",
                    basis: texts.filled("factorBasis", ["n": numbers.whole(factor.count.n)]), rule: "")
            })
    }

    private func hidden(_ rule: MeasureRule) -> IndicesPage.Measure {
        measure(rule, words: texts["hidden"])
    }

    private func measure(
        _ rule: MeasureRule, figure: String? = nil, words: String? = nil, basis: String = "",
        rows: [IndicesPage.Row] = []
    ) -> IndicesPage.Measure {
        IndicesPage.Measure(
            name: rule.name[texts.language], figure: figure, words: words, basis: basis, rows: rows,
            rule: rule.rule[texts.language], source: rule.source[texts.language], caveat: rule.caveat?[texts.language])
    }
}
