import Survey
import SurveyStore

/// The released answers to the further questions of a questionnaire: how many chose each value.
///
/// Made for whatever questions the packs of the scale have; the first question and the reasons have places of their own.
struct QuestionFigures: Sendable {
    struct Value: Sendable {
        let name: String
        let count: Int
        let share: Double
    }

    struct Question: Sendable {
        let code: String
        let name: String
        /// Whether one answer may have several of the values.
        let isSeveral: Bool
        /// What the shares are of: answers to this question or, where several values may be chosen, all answers of the row.
        let n: Int
        /// In the questionnaire's order; empty where there are not enough answers.
        let values: [Value]
    }

    let questions: [Question]

    /// - Parameters:
    ///   - cell: released, with its detail.
    ///   - least: the fewest answers that are shown; optional questions have fewer than their row.
    init(_ pack: Questionnaire, cell: ShownCell, least: Int, language: Language) {
        let words = pack.texts[language]
        let counts = cell.values
        questions = pack.questions.compactMap { question in
            guard !["overall", "reason"].contains(question.code), question.kind != .comment else { return nil }
            let isSeveral = question.kind == .several
            let chosen = question.values.map { max(0, counts[question.code]?[$0] ?? 0) }
            let n = isSeveral ? cell.counts.answers : chosen.reduce(0, +)
            let names = question.kind == .level ? words?.levels : words?.values[question.code]
            return Question(
                code: question.code, name: words?.questions[question.code] ?? question.code, isSeveral: isSeveral, n: n,
                values: n < max(1, least)
                    ? []
                    : zip(question.values, chosen).map { value, count in
                        Value(name: names?[value] ?? value, count: count, share: Double(count) / Double(n))
                    })
        }
    }

    /// Those with enough answers.
    var shown: [Question] { questions.filter { !$0.values.isEmpty } }
}

/// A further question as a page shows it: a bar in parts, and the table that says the same.
struct QuestionView: Sendable {
    let title: String
    /// nil where there are not enough answers, or where one answer may have several values.
    let bar: String?
    /// nil where there are not enough answers.
    let basis: String?
    let values: [UnitPage.Part]
}

extension FigureCharts {
    func questions(_ figures: QuestionFigures?) -> [QuestionView] {
        (figures?.questions ?? []).map { question in
            if question.values.isEmpty {
                return QuestionView(title: question.name, bar: nil, basis: nil, values: [])
            }
            let basis = texts.filled(
                question.isSeveral ? "questionSeveral" : "questionCount", ["n": numbers.whole(question.n)])
            let chart = LevelsChart(
                parts: question.values.map { LevelsChart.Part(name: $0.name, count: $0.count) }, title: question.name,
                description: basis)
            return QuestionView(
                title: question.name,
                bar: question.isSeveral ? nil : chart.chart("question-\(question.code)", numbers: numbers).svg,
                basis: basis,
                values: question.values.map { value in
                    UnitPage.Part(
                        name: value.name, count: numbers.whole(value.count), share: numbers.percent(value.share))
                })
        }
    }
}

extension Site {
    /// The further questions of a row, as far as the closed list gives them: for the total, a level, a unit or a desk.
    ///
    /// - Parameter row: published, of this choice.
    /// - Returns: nil for a row without detail, and where its answers may not be shown.
    func questionFigures(
        _ row: ReportRow, _ choice: OverviewChoice, _ language: Language
    ) async throws -> QuestionFigures? {
        guard !row.isSuppressed, let subject = row.subject, let rows = subject.detailRows else { return nil }
        let table = TableRequest(
            rows: rows, period: choice.period, selection: choice.channel, boundaries: choice.boundaries,
            scale: row.scale)
        return try await questionFigures(subject, in: table, language)
    }

    func questionFigures(
        _ subject: TableRow, in table: TableRequest, _ language: Language
    ) async throws -> QuestionFigures? {
        guard table.showsDetail, let pack = questionnaires.pack(scale: table.scale),
            let cell = try await store.figuresToShow().told(subject, in: table)
        else { return nil }
        return QuestionFigures(pack, cell: cell, least: try store.settings().smallCell, language: language)
    }
}

extension TableRow {
    /// The table in which the row has its detail; nil for a row that has none.
    fileprivate var detailRows: TableRequest.Rows? {
        switch self {
        case .total: .total
        case .level: .level
        case .unit: .unit
        case .desk: .desk
        case .commune, .procedure, .deskAndProcedure: nil
        }
    }
}
