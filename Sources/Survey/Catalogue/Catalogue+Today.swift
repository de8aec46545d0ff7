extension Catalogue {
    /// The unit that answers for a desk today, and the units above it, the nearest first; none when the catalogue has no
    /// unit of the desk's code.
    ///
    /// A desk of a unit that is no more belongs to the last that held its code, or to that one's successor.
    ///
    /// - Parameter today: the day of the boundaries `now`.
    public func unitsToday(above desk: Desk, on today: Day) -> [AdministrativeUnit] {
        guard let unit = unit(of: desk, in: today.month) else { return [] }
        let now = self.today(unit)
        return [now] + ancestors(of: now, on: today)
    }

    /// The desks that count as a unit's today: its own, and those of all units below it.
    public func desksToday(of unit: AdministrativeUnit.ID, on today: Day) -> Set<Desk.ID> {
        Set(desks.values.filter { unitsToday(above: $0, on: today).contains { $0.id == unit } }.map(\.id))
    }

    /// The unit of a desk in a month, or the last that held its code when none does.
    func unit(of desk: Desk, in month: Month) -> AdministrativeUnit? {
        unit(of: desk, on: month.lastDay) ?? unit(of: desk, on: month.firstDay)
            ?? units(code: desk.unitCode).max {
                ($0.validity.from?.number ?? .min) < ($1.validity.from?.number ?? .min)
            }
    }
}
