extension ReportRow {
    /// Leaves of the answers what may be shown: the row's cell as it was released, or nothing.
    ///
    /// The day of the figures is told always, and whether newer answers wait for them is not: whoever knew when the first
    /// one came would know whose it is.
    ///
    /// Links made elsewhere are known by their answers alone, so of them no more is told than the answers that are shown.
    ///
    /// - Parameter cell: nil where the answers may not be shown; the numbers of dossiers stay.
    public mutating func show(_ cell: ShownCell?) {
        counts.answers = cell?.counts.answers ?? 0
        counts.issued = max(counts.issued - counts.issuedElsewhere, counts.answers)
        counts.issuedElsewhere = 0
        counts.satisfied = cell?.counts.satisfied ?? 0
        counts.levels = [:]
        for (value, count) in cell?.counts.values ?? [:] where value.hasPrefix("overall=") {
            counts.levels[String(value.dropFirst("overall=".count))] = count
        }
        isSuppressed = cell == nil
        asOf = cell?.asOf
        answersOf = cell?.completed
        parts = cell?.parts ?? []
    }
}
