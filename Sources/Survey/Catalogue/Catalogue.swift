/// The units, desks and procedures that are known, with their days; a value, read once and asked often.
public struct Catalogue: Sendable {
    public let units: [AdministrativeUnit.ID: AdministrativeUnit]
    public let desks: [Desk.ID: Desk]
    public let procedures: [Procedure.ID: Procedure]

    private let unitsByCode: [String: [AdministrativeUnit]]
    private let desksByCode: [String: [Desk]]
    private let proceduresByKey: [String: [Procedure]]

    public init(units: [AdministrativeUnit], desks: [Desk], procedures: [Procedure]) {
        self.units = Dictionary(uniqueKeysWithValues: units.map { ($0.id, $0) })
        self.desks = Dictionary(uniqueKeysWithValues: desks.map { ($0.id, $0) })
        self.procedures = Dictionary(uniqueKeysWithValues: procedures.map { ($0.id, $0) })
        unitsByCode = Dictionary(grouping: units, by: \.code)
        desksByCode = Dictionary(grouping: desks, by: \.code)
        proceduresByKey = Dictionary(grouping: procedures, by: \.code.key)
    }

    /// All units that ever had this code.
    public func units(code: String) -> [AdministrativeUnit] { unitsByCode[code] ?? [] }
    public func desks(code: String) -> [Desk] { desksByCode[code] ?? [] }
    /// All procedures whose code starts with these eight characters.
    public func procedures(key: String) -> [Procedure] { proceduresByKey[key] ?? [] }

    /// The unit that has this code on a day.
    public func unit(code: String, on day: Day) -> AdministrativeUnit? {
        unitsByCode[code]?.first { $0.validity.contains(day) }
    }
    public func desk(code: String, on day: Day) -> Desk? { desksByCode[code]?.first { $0.validity.contains(day) } }
    public func procedure(key: String, on day: Day) -> Procedure? {
        proceduresByKey[key]?.first { $0.validity.contains(day) }
    }

    /// The unit that a desk belongs to on a day.
    public func unit(of desk: Desk, on day: Day) -> AdministrativeUnit? { unit(code: desk.unitCode, on: day) }

    /// The unit that stands today for one of the past: the end of its chain of successors.
    public func today(_ unit: AdministrativeUnit) -> AdministrativeUnit {
        var unit = unit
        var seen: Set<AdministrativeUnit.ID> = [unit.id]
        while let end = unit.validity.to, let code = unit.successorCode, let next = self.unit(code: code, on: end),
            seen.insert(next.id).inserted
        {
            unit = next
        }
        return unit
    }

    /// The units above a unit, the nearest first, as they stand on the unit's first day or, when that is not recorded,
    /// on the last day before its end.
    public func ancestors(of unit: AdministrativeUnit, on day: Day? = nil) -> [AdministrativeUnit] {
        let day = day ?? unit.validity.from ?? unit.validity.to.map { $0 - 1 }
        var ancestors: [AdministrativeUnit] = []
        var code = unit.parentCode
        while let parent = code.flatMap({ code in
            day.map { self.unit(code: code, on: $0) } ?? self.unitsByCode[code]?.first
        }) ?? nil, !ancestors.contains(parent), parent.id != unit.id {
            ancestors.append(parent)
            code = parent.parentCode
        }
        return ancestors
    }
}

/// Which units a report is told in: those of the time, or those that stand for them today.
public enum Boundaries: String, Sendable, CaseIterable, Codable {
    case then, now
}
