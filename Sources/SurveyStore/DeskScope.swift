public import Survey

/// Which desks somebody answers for: those of some units with all below them, and some desks; none of both is everything.
public struct DeskScope: Sendable, Hashable {
    /// The codes of units.
    public let units: [String]
    /// The codes of desks.
    public let desks: [String]

    public static let everything = DeskScope()

    public init(units: [String] = [], desks: [String] = []) {
        self.units = units
        self.desks = desks
    }

    public var isEverything: Bool { units.isEmpty && desks.isEmpty }

    /// The desks within it; nil when it is everything.
    public func desks(in catalogue: Catalogue) -> Set<Desk.ID>? {
        if isEverything { return nil }
        let units = Set(units)
        return Set(
            catalogue.desks.values.filter { desk in
                desks.contains(desk.code)
                    || catalogue.units(code: desk.unitCode).contains { unit in
                        guard unit.validity.overlaps(desk.validity) else { return false }
                        let today = catalogue.today(unit)
                        return [unit, today].contains { unit in
                            units.contains(unit.code)
                                || catalogue.ancestors(of: unit).contains { units.contains($0.code) }
                        }
                    }
            }.map(\.id))
    }

    /// - Throws: `SurveyError` (`invalid`) for a unit or desk that the catalogue does not know.
    func check(_ catalogue: Catalogue) throws {
        for code in units where catalogue.units(code: code).isEmpty {
            throw SurveyError(.invalid, vi: "không có đơn vị \(code)", en: "there is no unit \(code)")
        }
        for code in desks where catalogue.desks(code: code).isEmpty {
            throw SurveyError(.invalid, vi: "không có quầy \(code)", en: "there is no desk \(code)")
        }
    }
}
