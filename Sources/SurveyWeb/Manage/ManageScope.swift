import Survey
import SurveyStore

/// Who looks at figures, and which of them are theirs.
struct ManageScope: Sendable {
    let catalogue: Catalogue
    /// The desks of the scope; nil: everything.
    let desks: Set<Desk.ID>?
    /// The units of the scope and all below them, with those that they were and became; nil: everything.
    let units: Set<AdministrativeUnit.ID>?

    init(_ account: Account, catalogue: Catalogue) { self.init(account.scope, catalogue: catalogue) }

    init(_ scope: DeskScope, catalogue: Catalogue) {
        self.catalogue = catalogue
        desks = scope.desks(in: catalogue)
        let codes = Set(scope.units)
        units =
            desks == nil
            ? nil
            : Set(
                catalogue.units.values.filter { unit in
                    [unit, catalogue.today(unit)].contains { unit in
                        codes.contains(unit.code)
                            || catalogue.ancestors(of: unit).contains { codes.contains($0.code) }
                    }
                }.map(\.id))
    }

    /// Whether the scope is less than everything.
    var isLimited: Bool { desks != nil }

    /// - Throws: `SurveyError` (`forbidden`) for figures that no scope but everything has.
    func check(_ by: Grouping) throws {
        guard isLimited, by == .procedure || by == .level else { return }
        throw ManageScope.outside
    }

    static var outside: SurveyError {
        SurveyError(
            .forbidden, vi: "Số liệu này nằm ngoài phạm vi phụ trách của tài khoản.",
            en: "These figures lie outside the account's scope.")
    }

    /// Whether a row of a published table is within the scope.
    func contains(_ row: ReportRow, by: Grouping) -> Bool {
        guard let desks, let units else { return true }
        return switch by {
        case .desk:
            catalogue.desks(code: row.code).contains { desks.contains($0.id) && $0.validity.from == row.validFrom }
        case .commune:
            catalogue.units(code: row.code).contains { units.contains($0.id) && $0.validity.from == row.validFrom }
        case .procedure, .level, .none: false
        }
    }
}
