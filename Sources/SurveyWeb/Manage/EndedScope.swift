import Survey
import SurveyStore

/// What of an account's scope has ended, and what stands for it today.
struct EndedScope: Sendable {
    /// Codes of units and desks that nothing holds today.
    let codes: [String]
    /// The scope as it would be today: the successors of ended units, without ended desks.
    let units: [String]
    let desks: [String]

    init(_ account: Account, catalogue: Catalogue, on today: Day) {
        var ended: [String] = []
        var units: [String] = []
        for code in account.units {
            if catalogue.unit(code: code, on: today) != nil {
                units.append(code)
                continue
            }
            ended.append(code)
            let last = catalogue.units(code: code).max {
                ($0.validity.from?.number ?? .min) < ($1.validity.from?.number ?? .min)
            }
            if let successor = last.map(catalogue.today), successor.validity.contains(today) {
                units.append(successor.code)
            }
        }
        let open = account.desks.filter { catalogue.desk(code: $0, on: today) != nil }
        codes = ended + account.desks.filter { !open.contains($0) }
        self.units = Set(units).sorted()
        desks = open
    }
}
