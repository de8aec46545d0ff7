import Survey

/// Of which day and of which periods figures are.
extension ReportRow {
    /// What the number of a sum of periods bears, with a space in front; empty for others.
    var mark: String { satisfaction == nil || parts.isEmpty ? "" : FigureRow.summed }

    /// The day or the periods in a sentence; nil where nothing is shown.
    func asOfWords(_ texts: Texts) -> String? {
        guard let asOf, satisfaction != nil else { return nil }
        let day = asOf.written(texts.language)
        return parts.isEmpty
            ? texts.filled("asOf", ["day": day])
            // A quarter under way is told with the months that its figures can be of.
            : texts.filled("sumOf", ["periods": parts.written(texts.language, until: asOf.month), "day": day])
    }

    /// What stands in place of answers that are not shown: one text for few answers and for those that would give other
    /// few away, and another where there is nothing to answer.
    func hiddenWords(_ texts: Texts, in room: HiddenRoom = .table) -> String {
        texts[counts.completed == 0 ? "noDossiers" : room.rawValue]
    }
}

/// How much room there is for the words in place of hidden answers, by the key of these.
enum HiddenRoom: String {
    case chart = "hiddenShort"
    case table = "hidden"
    case sentence = "hiddenWhole"
}

extension Sequence<ReportRow> {
    /// Whether there are figures of answers, which newer answers may wait for.
    var mayWaitForMore: Bool { contains { $0.satisfaction != nil } }

    /// What is to be known of the numbers of some rows; nil where none is shown.
    func markWords(_ texts: Texts) -> String? {
        guard mayWaitForMore else { return nil }
        return contains { !$0.mark.isEmpty }
            ? [texts["waiting"], texts["summed"], texts["lowerRate"]].joined(separator: " ") : texts["waiting"]
    }
}

extension [Period] {
    /// Periods one after the other as one span: `tháng 1/2024 – tháng 5/2024; quý 3/2024`.
    ///
    /// - Parameter last: the last month that anything is known of; what is later is left out.
    func written(_ language: Language, until last: Month? = nil) -> String {
        var spans: [ClosedRange<Month>] = []
        for whole in compactMap(\.months).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            let end = Swift.min(whole.upperBound, last ?? whole.upperBound)
            guard whole.lowerBound <= end else { continue }
            let months = whole.lowerBound...end
            if let before = spans.last, before.upperBound + 1 == months.lowerBound {
                spans[spans.count - 1] = before.lowerBound...months.upperBound
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
