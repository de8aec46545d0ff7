/// Desk × procedure: one table for every few desks, since a sheet of paper is not wider than that.
struct HeatPage: Page {
    static let template = "manage-heat"

    /// Desks beside each other, with the procedures that any of them completed.
    struct Block: Sendable {
        /// `Quầy 1–12 trên 37`; nil when all fit.
        let caption: String?
        /// The head of the column of all desks; nil for the rows of a scope.
        let allTitle: String?
        let desks: [Head]
        let fields: [Field]
        /// Each desk's own figures.
        let foot: [Cell]
        /// All columns of the table.
        let width: Int
    }

    struct Head: Sendable {
        /// Short, for the head of a narrow column.
        let name: String
        let fullName: String
        let href: String
    }

    struct Field: Sendable {
        let name: String
        let rows: [Line]
    }

    /// A procedure.
    struct Line: Sendable {
        let name: String
        /// nil where procedures lie outside the scope.
        let href: String?
        /// At all desks together; nil outside the scope.
        let all: Cell?
        let cells: [Cell]
    }

    struct Cell: Sendable {
        /// The name of its column, for a phone.
        let label: String
        /// nil: not shown, or nothing was completed.
        let figure: Figure?
        /// How many dossiers were completed, where the answers are too few; nil where none was.
        let hidden: String?
        /// Nothing was completed.
        let isBlank: Bool
    }

    struct Figure: Sendable {
        /// `heat-0` … `heat-4`.
        let shade: String
        let share: String
        /// `n = 25`
        let count: String
        /// ▼ or ▲ where it differs clearly from all together, with words for a screen reader.
        let mark: String?
        let markWords: String?
        let href: String
        /// The share, its interval and the number of answers in words.
        let words: String
    }

    struct Shade: Sendable {
        let shade: String
        let text: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    let groupings: [ChoiceLink]
    let channels: [ChoiceLink]
    let periods: PeriodChoice
    let summary: String
    let shades: [Shade]
    let blocks: [Block]
    let threshold: String
    /// What `*` means; nil where no number bears it.
    let waiting: String?
    let exports: [ChoiceLink]
}

/// One cell of the heat table: a procedure at a desk, with its course.
struct HeatCellPage: Page {
    static let template = "manage-heat-cell"

    let frame: OfficeFrame
    let t: [String: String]
    let back: ChoiceLink
    /// The desk's and the procedure's own pages.
    let links: [ChoiceLink]
    let channels: [ChoiceLink]
    let periods: PeriodChoice
    let total: FigureRow
    let trend: FigureTrend
}
