extension Catalogue {
    /// The unit of a desk in a month and the units above it, the nearest first: where its figures of that month count in
    /// the boundaries of the time. Empty when the catalogue never had the unit.
    public func units(of desk: Desk, in month: Month) -> [AdministrativeUnit] {
        unit(of: desk, in: month).map { [$0] + ancestors(of: $0, on: month.lastDay) } ?? []
    }
}
