/// A unit and all that it came from: who became whom, and when.
public struct UnitFamily: Sendable {
    /// The last of them.
    public let last: AdministrativeUnit
    /// All others, by the day on which they ended, so that each stands before the one that took over.
    public let earlier: [AdministrativeUnit]
    /// The units that each became.
    private let successors: [AdministrativeUnit.ID: AdministrativeUnit.ID]

    public var units: [AdministrativeUnit] { earlier + [last] }

    /// The unit that took over from one; nil for the last.
    public func successor(of unit: AdministrativeUnit) -> AdministrativeUnit? {
        successors[unit.id].flatMap { id in units.first { $0.id == id } }
    }

    /// Those that a unit took over from, by code.
    public func predecessors(of unit: AdministrativeUnit) -> [AdministrativeUnit] {
        earlier.filter { successors[$0.id] == unit.id }.sorted { $0.code < $1.code }
    }

    /// The days on which units ended, in order.
    public var changes: [Day] { Set(earlier.compactMap(\.validity.to)).sorted() }

    /// All families of a catalogue that are more than one unit, by the code of the last.
    public static func all(in catalogue: Catalogue) -> [UnitFamily] {
        let byLast = Dictionary(grouping: catalogue.units.values) { catalogue.today($0).id }
        return byLast.compactMap { id, members -> UnitFamily? in
            guard let last = catalogue.units[id], members.count > 1 else { return nil }
            var successors: [AdministrativeUnit.ID: AdministrativeUnit.ID] = [:]
            for unit in members where unit.id != id {
                if let end = unit.validity.to, let code = unit.successorCode {
                    successors[unit.id] = catalogue.unit(code: code, on: end)?.id
                }
            }
            let earlier = members.filter { $0.id != id }.sorted {
                ($0.validity.to?.number ?? .max, $0.code) < ($1.validity.to?.number ?? .max, $1.code)
            }
            return UnitFamily(last: last, earlier: earlier, successors: successors)
        }.sorted { ($0.last.level, $0.last.code) < ($1.last.level, $1.last.code) }
    }
}
