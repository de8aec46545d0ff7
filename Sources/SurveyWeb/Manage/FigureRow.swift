import Survey

/// One row of figures as people read it.
///
/// Made from a published row only; what may not be shown never gets into it, so that no template can give it away.
struct FigureRow: Sendable {
    /// What is known of the answers, where it may be shown.
    struct Answers: Sendable {
        let share: String
        let interval: String
        let count: String
        let responseRate: String
    }

    /// What a number bears that is the sum of the shown periods inside its own; said below every table that has it.
    static let summed = "\u{A0}†"

    let name: String
    let code: String
    /// Since when a unit's code has this meaning: `từ 01/07/2025`.
    let since: String?
    let href: String?
    let completed: String
    let issued: String
    /// Slips ÷ completed.
    let coverage: String
    /// nil: not enough answers.
    let answers: Answers?
    /// What stands in a table in place of the answers, and where there is room for a whole sentence. Alike for every
    /// hidden cell: why it is hidden would tell something of it.
    let hidden: String
    let hiddenWhole: String
    /// The day of the answers, since newer ones may wait for enough of them, or the periods that they are the sum of.
    let asOf: String?

    /// - Parameter explainsMark: whether the day's sentence bears the mark that the number has; false where a note below
    ///   a table of the same page does.
    init(
        _ row: ReportRow, name: String? = nil, href: String? = nil, explainsMark: Bool = true, texts: Texts
    ) {
        let numbers = NumberStyle(language: texts.language)
        self.name = name ?? row.name
        code = row.code
        // Under another name, such as a month's, the day says nothing.
        since = name != nil ? nil : row.validFrom.map { texts.filled("since", ["day": $0.written(texts.language)]) }
        self.href = href
        completed = numbers.whole(row.counts.completed)
        issued = numbers.whole(row.counts.issued)
        coverage = row.coverage.map(numbers.percent) ?? "–"
        let mark = row.mark
        asOf = row.asOfWords(texts).map {
            mark.isEmpty || !explainsMark ? $0 : "\(mark.trimmingPrefix("\u{A0}")) \($0) \(texts["lowerRate"])"
        }
        hidden = row.hiddenWords(texts)
        hiddenWhole = row.hiddenWords(texts, in: .sentence)
        answers = row.satisfaction.map { interval in
            Answers(
                share: numbers.percent(interval.share), interval: numbers.interval(interval.low, interval.high),
                count: numbers.whole(row.counts.answers) + mark,
                responseRate: row.responseRate.map(numbers.percent) ?? "–")
        }
    }
}
