import Survey

/// Of which day and of which periods figures are.
extension ReportRow {
    /// What the number of a sum of periods bears, with a space in front; empty for others.
    var mark: String { satisfaction == nil || parts.isEmpty ? "" : FigureRow.summed }

    /// The day or the periods in a sentence, and how many dossiers the response rate is of; nil where nothing is shown.
    func asOfWords(_ texts: Texts) -> String? {
        guard let asOf, satisfaction != nil else { return nil }
        let day = asOf.written(texts.language)
        let sentence =
            parts.isEmpty
            ? texts.filled("asOf", ["day": day])
            : texts.filled("sumOf", ["periods": parts.written(texts.language), "day": day])
        guard let answersOf, answersOf != counts.completed else { return sentence }
        let count = NumberStyle(language: texts.language).whole(answersOf)
        return "\(sentence) \(texts.filled("answersOf", ["count": count]))"
    }
}

extension Sequence<ReportRow> {
    /// Whether there are figures of answers, which newer answers may wait for.
    var mayWaitForMore: Bool { contains { $0.satisfaction != nil } }

    /// What is to be known of the numbers of some rows; nil where none is shown.
    func markWords(_ texts: Texts) -> String? {
        guard mayWaitForMore else { return nil }
        return contains { !$0.mark.isEmpty } ? "\(texts["waiting"]) \(texts["summed"])" : texts["waiting"]
    }
}

extension [Period] {
    /// Periods one after the other as one span: `tháng 1/2024 – tháng 5/2024; quý 3/2024`.
    func written(_ language: Language) -> String {
        var spans: [ClosedRange<Month>] = []
        for months in compactMap(\.months).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = spans.last, last.upperBound + 1 == months.lowerBound {
                spans[spans.count - 1] = last.lowerBound...months.upperBound
            } else {
                spans.append(months)
            }
        }
        return spans.map { months in
            Period(from: months.lowerBound, to: months.upperBound)?.written(language)
                ?? "\(months.lowerBound.written(language)) – \(months.upperBound.written(language))"
        }.joined(separator: "; ")
    }
}
