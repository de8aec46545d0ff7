import Hummingbird
import Survey
import SurveyStore

/// Which comments a page shows: one month, and everything, a unit or a desk. Its whole state is its address.
struct CommentsChoice: Sendable {
    /// A unit or desk, as addresses name it.
    struct Place: Sendable {
        let row: TableRow
        let name: String
        /// `unit` or `desk`.
        let kind: String
        let code: String
        let since: Day?
    }

    var month: Month
    /// nil: everything of the scope.
    var place: Place?
    var showsHidden: Bool
    let language: String?

    /// - Throws: `SurveyError`: `invalid` for a month that is none, `notFound` for a place that the catalogue does not have,
    ///   `forbidden` for one outside the scope.
    init(_ request: Request, latest: Month, scope: ManageScope) throws {
        month = latest
        if let text = request.query("month") {
            guard let found = Month(text) else {
                throw SurveyError(.invalid, vi: "tháng phải có dạng 2026-11", en: "a month looks like 2026-11")
            }
            month = found
        }
        let since = request.query("since").flatMap { Day($0) }
        if let code = request.query("desk") {
            place = try CommentsChoice.desk(code, since, scope)
        } else if let code = request.query("unit") {
            place = try CommentsChoice.unit(code, since, scope)
        }
        showsHidden = request.query("hidden") == "1"
        language = request.query("lang")
    }

    private static func desk(_ code: String, _ since: Day?, _ scope: ManageScope) throws -> Place {
        guard let desk = scope.catalogue.desks(code: code).first(where: { $0.validity.from == since }) else {
            throw scope.isLimited ? ManageScope.outside : missing(code)
        }
        guard scope.desks?.contains(desk.id) ?? true else { throw ManageScope.outside }
        return Place(desk)
    }

    private static func unit(_ code: String, _ since: Day?, _ scope: ManageScope) throws -> Place {
        guard let unit = scope.catalogue.units(code: code).first(where: { $0.validity.from == since }) else {
            throw scope.isLimited ? ManageScope.outside : missing(code)
        }
        guard scope.units?.contains(unit.id) ?? true else { throw ManageScope.outside }
        return Place(unit)
    }

    private static func missing(_ code: String) -> SurveyError {
        SurveyError(
            .notFound, vi: "danh mục không có “\(code.prefix(40))”", en: "the catalogue has no “\(code.prefix(40))”")
    }

    /// The address of the same choice on a page.
    func path(on page: SiteURL) -> String {
        page.path([
            "month": month.description, place?.kind ?? "unit": place?.code, "since": place?.since?.description,
            "hidden": showsHidden ? "1" : nil, "lang": language,
        ])
    }

    func with(_ change: (inout CommentsChoice) -> Void) -> CommentsChoice {
        var choice = self
        change(&choice)
        return choice
    }

    /// The places below the chosen one that the scope has: the desks of a unit; of everything, the units with desks, or in
    /// a scope of desks alone, those.
    func places(_ scope: ManageScope) -> [Place] {
        let catalogue = scope.catalogue
        let desks = catalogue.desks.values.filter {
            $0.validity.overlaps(month) && scope.desks?.contains($0.id) ?? true
        }
        if case .desk? = place?.row { return [] }
        if case .unit(let id)? = place?.row {
            return desks.filter { catalogue.units(of: $0, in: month).contains { $0.id == id } }.map(Place.init).sorted()
        }
        let units = Set(desks.flatMap { catalogue.units(of: $0, in: month) }).filter {
            scope.units?.contains($0.id) ?? true
        }
        return units.isEmpty ? desks.map(Place.init).sorted() : units.map(Place.init).sorted()
    }
}

extension CommentsChoice.Place: Comparable {
    init(_ desk: Desk) {
        self.init(row: .desk(desk.id), name: desk.name, kind: "desk", code: desk.code, since: desk.validity.from)
    }

    init(_ unit: AdministrativeUnit) {
        self.init(row: .unit(unit.id), name: unit.name, kind: "unit", code: unit.code, since: unit.validity.from)
    }

    static func < (a: Self, b: Self) -> Bool {
        (a.code.count, a.code, a.since ?? Day(number: 0)) < (b.code.count, b.code, b.since ?? Day(number: 0))
    }

    static func == (a: Self, b: Self) -> Bool { a.row == b.row }
}
