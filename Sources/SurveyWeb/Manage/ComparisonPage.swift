/// Desks, communes or procedures side by side, in ranks that chance does not make.
struct ComparisonPage: Page {
    static let template = "manage-comparison"

    struct Row: Sendable {
        /// The ranks that the answers allow it: `2–5`, or one.
        let rank: String
        /// The rank that it shares with those that it cannot be told apart from: `đồng hạng 2`; nil where it is alone.
        let shared: String?
        let name: String
        let href: String
        /// The empirical-Bayes estimate and its interval.
        let estimate: String
        let interval: String
        /// As it was answered.
        let share: String
        let count: String
        let responseRate: String
        let coverage: String
        /// Against the period before.
        let change: String
        /// How the rank moved since each of the earlier periods.
        let moves: [Move]
    }

    struct Move: Sendable {
        /// The earlier period.
        let label: String
        let words: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    let groupings: [ChoiceLink]
    let channels: [ChoiceLink]
    let periods: PeriodChoice
    /// Whether there is an earlier period to compare with.
    let hasMoves: Bool
    let rows: [Row]
    /// The names of those with too few answers.
    let notEnough: [FigureRow]
    /// Among whom the ranks are, for a scope that does not show all of them.
    let among: String?
    /// What is to be known of the numbers; nil where none is shown.
    let waiting: String?
    /// The same figures as files.
    let exports: [ChoiceLink]
}
