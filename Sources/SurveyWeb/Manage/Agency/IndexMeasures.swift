import Survey

/// Puts the four measures of a period into words, from published figures alone.
struct IndexMeasures: Sendable {
    let texts: Texts
    /// The published total.
    let total: ReportRow
    /// Released answers by question and value; nil when they may not be shown.
    let values: [String: [String: Int]]?
    /// Released dislikes of every scale, by how many levels the scale has; empty where no answers may be shown.
    let dislikes: [(levels: Int, count: Int)]

    private var numbers: NumberStyle { NumberStyle(language: texts.language) }

    var satisfaction: IndicesPage.Measure {
        guard let interval = total.satisfaction else { return hidden(SurveySatisfaction.rule) }
        return measure(
            SurveySatisfaction.rule, figure: numbers.percent(interval.share),
            basis: waiting(
                texts.filled(
                    "satisfactionBasis",
                    [
                        "answers": numbers.whole(total.counts.answers),
                        "completed": numbers.whole(total.counts.completed),
                        "interval": numbers.interval(interval.low, interval.high),
                        "rate": total.responseRate.map(numbers.percent) ?? "–",
                    ]), withRate: true))
    }

    /// A basis, with the day of the answers, since newer ones may wait for enough of them.
    private func waiting(_ basis: String, withRate: Bool = false) -> String {
        let lower = withRate && !total.mark.isEmpty ? " " + texts["lowerRate"] : ""
        return total.asOfWords(texts).map { "\(basis). \($0)\(lower)" } ?? basis
    }

    var resolution: IndicesPage.Measure {
        // Counts of dossiers may be added up over scales; shares may not.
        guard !dislikes.isEmpty,
            let indicator = ResolutionIndicator(
                resolved: total.counts.completed, overdue: total.counts.late,
                disliked: dislikes.reduce(0) { $0 + $1.count })
        else { return hidden(ResolutionIndicator.rule) }
        return measure(
            ResolutionIndicator.rule,
            figure: texts.filled("points", ["points": numbers.decimal(indicator.points), "of": "6"]),
            basis: waiting(
                texts.filled(
                    "resolutionBasis",
                    [
                        "rate": indicator.rate.map(numbers.percent) ?? "–",
                        "resolved": numbers.whole(indicator.resolved),
                        "overdue": numbers.whole(indicator.overdue), "disliked": numbers.whole(indicator.disliked),
                    ]) + byScale))
    }

    /// The dislikes of each scale, where there are several.
    private var byScale: String {
        if dislikes.count < 2 { return "" }
        let parts = dislikes.map {
            texts.filled("resolutionScale", ["levels": "\($0.levels)", "count": numbers.whole($0.count)])
        }
        return " (\(parts.joined(separator: "; ")))"
    }

    /// - Parameter score: nil for everything together, which is no agency and has nothing entered.
    func agency(_ score: AgencyScore?) -> IndicesPage.Measure {
        let score = score ?? AgencyScore(figures: AgencyFigures(total.counts, values: values))
        let figure = score.verifiedTotal.map { texts.filled("points", ["points": numbers.decimal($0), "of": "18"]) }
        var basis = texts.filled(
            "agencyBasis", ["known": "\(AgencyIndex.allCases.count - score.missing.count)"])
        if let band = score.verifiedBand { basis = texts.filled("agencyBand", ["band": band.name[texts.language]]) }
        if let own = score.total, let verified = score.verifiedTotal, own != verified {
            basis += "; " + texts.filled("agencyOwn", ["points": numbers.decimal(own)])
        }
        return measure(
            AgencyScore.rule, figure: figure, words: figure == nil ? texts["agencyMissing"] : nil, basis: basis,
            rows: score.rows.map { row in
                IndicesPage.Row(
                    name: "\(row.index.rawValue). \(row.index.name[texts.language])",
                    figure: (row.verified?.points ?? row.points).map(numbers.decimal) ?? "–",
                    basis: self.basis(row), rule: row.index.rule[texts.language])
            })
    }

    /// What an index's points are from, and what was made of them.
    private func basis(_ row: AgencyScore.Row) -> String {
        func who(_ key: String, _ entry: AgencyScore.Entry) -> String {
            let words = texts.filled(
                key,
                [
                    "points": numbers.decimal(entry.points), "by": entry.by, "day": entry.on.written(texts.language),
                ])
            return entry.note.isEmpty ? words : "\(words) (\(entry.note))"
        }
        let own =
            switch row.basis {
            case .computed(let n):
                texts.filled(
                    row.index.isOfAnswers ? "indexBasisAnswers" : "indexBasisDossiers", ["n": numbers.whole(n)])
            case .entered(let entry): who("indexEntered", entry)
            case .missing: row.index.isComputed ? total.hiddenWords(texts) : texts["indexMissing"]
            }
        return ([own] + [row.verified].compactMap { $0.map { who("indexVerified", $0) } }).joined(separator: "; ")
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
        measure(rule, words: total.hiddenWords(texts, in: .sentence))
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
