/// Units, desks and procedures with their days, and who became whom.
struct CataloguePage: Page {
    static let template = "manage-catalogue"

    struct Row: Sendable {
        let code: String
        let name: String
        /// The unit above, the desk's unit, or the procedure's field.
        let place: String
        let from: String
        let to: String
        /// The unit that took over.
        let successor: String?
        /// Where it is ended or succeeded; nil for what is over, and for those who may not.
        let change: String?
    }

    struct List: Sendable {
        let title: String
        let placeTitle: String
        /// How many there are.
        let count: String
        /// Whether it is short enough to be shown at once.
        let isOpen: Bool
        let rows: [Row]
        /// Where one is added; nil for those who may not.
        let add: String?
    }

    /// Units that became one, as a picture and as a table.
    struct Family: Sendable {
        let name: String
        let chart: String
        let rows: [Step]
    }

    struct Step: Sendable {
        let name: String
        let code: String
        let day: String
        let successor: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    let families: [Family]
    /// How many more there are than shown.
    let moreFamilies: String?
    /// Where a merger is entered; nil for those who may not.
    let merger: String?
    /// The public list of procedures.
    let procedures: String
    let lists: [List]
}

/// The forms that add one row of the catalogue, or end or succeed one.
struct CatalogueChangePage: Page {
    static let template = "manage-catalogue-change"

    struct Field: Sendable {
        let name: String
        let label: String
        let value: String
        /// `text` or `date`.
        let type: String
        let isRequired: Bool
        /// Whether it is chosen from `choices` and not typed.
        let isChoice: Bool
        let choices: [FormChoice]
        let error: String?
    }

    struct Form: Sendable {
        let title: String
        let about: String
        let act: String
        let fields: [Field]
        let button: String
    }

    let frame: OfficeFrame
    let t: [String: String]
    let back: ChoiceLink
    let action: String
    let csrf: String
    let kind: String
    let code: String
    let since: String
    /// What is changed, and its particulars; nil where something is added.
    let subject: String?
    let forms: [Form]
}

/// A merger: which units, into which, from when, and what becomes of their desks.
struct MergerPage: Page {
    static let template = "manage-merger"

    struct Desk: Sendable {
        let id: String
        let name: String
        let unit: String
        let isEnded: Bool
    }

    /// What will be, before it is confirmed.
    struct Preview: Sendable {
        let chart: String
        let steps: [CataloguePage.Step]
        let desks: [Desk]
        /// Accounts whose scope names a unit that ends.
        let accounts: [String]
    }

    let frame: OfficeFrame
    let t: [String: String]
    let back: ChoiceLink
    let action: String
    let csrf: String
    let units: [FormChoice]
    /// Codes of further units.
    let others: String
    let day: String
    let code: String
    let name: String
    let parent: String
    let levels: [FormChoice]
    let preview: Preview?
}
