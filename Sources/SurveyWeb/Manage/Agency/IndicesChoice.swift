import Hummingbird
import Survey
import SurveyStore

/// Which agency and period the indices are asked for; its whole state is its address.
struct IndicesChoice: Sendable {
    let scope: ManageScope
    let known: ClosedRange<Month>
    let language: String?
    private(set) var period: Period
    /// nil: everything together.
    private(set) var unit: AdministrativeUnit?

    /// - Parameter query: the address's values, or a form's.
    /// - Throws: `SurveyError`: `invalid` for what is no period, `notFound` for an unknown unit, `forbidden` for one
    ///   outside the scope.
    init(
        scope: ManageScope, known: ClosedRange<Month>, request: Request, query: (String) -> String?
    ) throws {
        self.scope = scope
        self.known = known
        language = request.query("lang")
        let text = query("period") ?? ""
        guard let period = text.isEmpty ? .year(known.upperBound.year) : Period(text) else {
            throw SurveyError(
                .invalid, vi: "không có số liệu cho “period=\(text.prefix(40))”",
                en: "there are no figures for “period=\(text.prefix(40))”")
        }
        self.period = period
        if let code = query("unit"), !code.isEmpty {
            let since = query("since").flatMap { Day($0) }
            guard let unit = scope.catalogue.units(code: code).first(where: { $0.validity.from == since }) else {
                throw SurveyError(
                    .notFound, vi: "danh mục không có “\(code.prefix(40))”",
                    en: "the catalogue has no “\(code.prefix(40))”")
            }
            guard scope.units?.contains(unit.id) ?? true else { throw ManageScope.outside }
            self.unit = unit
        }
    }

    /// Whether a period takes entries: everything does not.
    var mayEnter: Bool { period.months != nil }

    /// Whether the account stands above a unit, and so may verify what the unit entered.
    func mayVerify(_ unit: AdministrativeUnit) -> Bool {
        guard let units = scope.units else { return true }
        return scope.catalogue.ancestors(of: unit).contains { units.contains($0.id) }
    }

    func with(period: Period) -> IndicesChoice {
        var choice = self
        choice.period = period
        return choice
    }

    func with(unit: AdministrativeUnit?) -> IndicesChoice {
        var choice = self
        choice.unit = unit
        return choice
    }

    /// - Parameter sheet: `all` for the sheet of all agencies where one is chosen.
    func path(saved: Bool = false, sheet: String? = nil) -> String {
        SiteURL.manageIndices.path([
            "unit": unit?.code, "since": unit?.validity.from?.description, "period": period.description,
            "lang": language, "saved": saved ? "1" : nil, "sheet": sheet,
        ])
    }

    /// The whole choice as an address: everything together, or for a scope its first agency.
    ///
    /// - Throws: `SurveyError` (`forbidden`) for a scope without any agency: of desks alone, there are no indices.
    func firstPath(_ site: Site) async throws -> String {
        if unit != nil || !scope.isLimited { return path() }
        let today = site.store.today
        let results = try await site.agencyResults(period, known: known, scope: scope, scale: "3,2,1")
        let units = results.agencies.map(\.unit)
        let own = (scope.units ?? []).compactMap { scope.catalogue.units[$0] }
            .filter { $0.validity.contains(today) }.sorted { $0.code < $1.code }
        guard let first = units.first ?? own.first else { throw ManageScope.outside }
        return with(unit: first).path()
    }
}
