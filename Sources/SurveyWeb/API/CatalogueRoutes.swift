import Hummingbird
import Survey
import SurveyStore

/// The catalogue as other systems read it: every entry that ever held, with its days, or those of one day.
struct CatalogueRoutes: Sendable {
    let site: Site
    let access: APIAccess

    func add(to group: RouterGroup<WebContext>) {
        group.get(SiteURL.apiCommunes.pattern) { request, _ in
            let (catalogue, day) = try await read(request)
            let units = inOrder(catalogue.units.values.filter { $0.validity.isShown(on: day) }, \.code, \.validity)
            return try APIAnswer().response(["communes": units.map(\.entry)], unlessKnownTo: request)
        }
        group.get(SiteURL.apiDesks.pattern) { request, _ in
            let (catalogue, day) = try await read(request)
            let desks = inOrder(catalogue.desks.values.filter { $0.validity.isShown(on: day) }, \.code, \.validity)
            return try APIAnswer().response(["desks": desks.map(\.entry)], unlessKnownTo: request)
        }
        group.get(SiteURL.apiProcedures.pattern) { request, _ in
            let (catalogue, day) = try await read(request)
            let all = catalogue.procedures.values.filter { $0.validity.isShown(on: day) }
            let procedures = inOrder(all, \.code.key, \.validity)
            return try APIAnswer().response(["procedures": procedures.map(\.entry)], unlessKnownTo: request)
        }
    }

    /// The catalogue, and the day that was asked for, if any.
    private func read(_ request: Request) async throws -> (Catalogue, Day?) {
        try await access.check(request, for: nil)
        try request.checkAccepts(APIAnswer.json)
        var query = APIQuery(request, "on")
        let day = query.value("on", vi: "ngày dạng YYYY-MM-DD", en: "a day as YYYY-MM-DD") { Day($0) }
        try query.check()
        return (try site.store.catalogue(), day)
    }

    private func inOrder<Entry>(
        _ entries: [Entry], _ code: KeyPath<Entry, String>, _ validity: KeyPath<Entry, Validity>
    ) -> [Entry] {
        entries.sorted { a, b in
            let (first, second) = (a[keyPath: code], b[keyPath: code])
            guard first == second else { return first < second }
            guard let from = b[keyPath: validity].from else { return false }
            return a[keyPath: validity].from.map { $0 < from } ?? true
        }
    }
}

extension Validity {
    fileprivate func isShown(on day: Day?) -> Bool { day.map(contains) ?? true }
}

/// The entries as JSON has them, where what is not known is `null`.
extension AdministrativeUnit {
    /// Identified by its code together with `valid_from`.
    fileprivate var entry: [String: String?] {
        [
            "code": code, "name": name, "level": level.rawValue, "parent_code": parentCode,
            "valid_from": validity.from?.description, "valid_to": validity.to?.description,
            "successor_code": successorCode,
        ]
    }
}

extension Desk {
    fileprivate var entry: [String: String?] {
        [
            "code": code, "name": name, "unit_code": unitCode, "valid_from": validity.from?.description,
            "valid_to": validity.to?.description,
        ]
    }
}

extension Procedure {
    fileprivate var entry: [String: String?] {
        [
            "code": code.text, "name": name, "field": field, "level": level.rawValue,
            "valid_from": validity.from?.description, "valid_to": validity.to?.description,
        ]
    }
}
