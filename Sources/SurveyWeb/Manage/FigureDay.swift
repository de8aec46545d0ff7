import Survey

/// Of which day and of which periods figures are, where they are not the newest of all.
extension ReportRow {
    /// What their numbers bear, with a space in front; empty for the newest.
    var mark: String {
        guard asOf != nil, satisfaction != nil else { return "" }
        return parts.isEmpty ? FigureRow.waiting : FigureRow.summed
    }

    /// The day or the periods in a sentence, and how many dossiers the response rate is of; nil for the newest.
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
    /// What the marks of some rows mean; nil where none bears one.
    func markWords(_ texts: Texts) -> String? {
        let marks = Set(map(\.mark))
        let words = [(FigureRow.waiting, "waiting"), (FigureRow.summed, "summed")]
            .filter { marks.contains($0.0) }.map { texts[$0.1] }
        return words.isEmpty ? nil : words.joined(separator: " ")
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
