/// What a unit, with the units below it, is to reach for one criterion.
public struct Target: Sendable, Hashable {
    public var criterion: Criterion
    public var unitID: AdministrativeUnit.ID
    /// In thousandths, 1 … 1000.
    public var permille: Int
    public var setBy: String
    public var setOn: Day

    public init(criterion: Criterion, unitID: AdministrativeUnit.ID, permille: Int, setBy: String, setOn: Day) {
        self.criterion = criterion
        self.unitID = unitID
        self.permille = permille
        self.setBy = setBy
        self.setOn = setOn
    }

    /// 0 … 1.
    public var share: Double { Double(permille) / 1000 }

    /// Thousandths from what a person types: `90`, `92,5`, `92.5 %`.
    ///
    /// - Throws: `SurveyError` (`invalid`) for anything but a number above 0 and up to 100 with at most one decimal.
    public static func permille(typed text: String) throws -> Int {
        let digits = text.filter { !$0.isWhitespace && $0 != "%" }.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "," || $0 == "." })
        let areDigits = digits.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
        guard areDigits, (1...2).contains(digits.count), digits[0].count <= 3,
            digits.dropFirst().allSatisfy({ $0.count == 1 }),
            let whole = Int(digits[0]), let tenths = digits.count == 2 ? Int(digits[1]) : 0,
            (1...1000).contains(whole * 10 + tenths)
        else {
            throw SurveyError(
                .invalid, vi: "mục tiêu phải là số phần trăm trên 0 đến 100, nhiều nhất một chữ số thập phân",
                en: "a target is a percentage above 0 and up to 100, with at most one decimal")
        }
        return whole * 10 + tenths
    }
}

extension Sequence<Target> {
    /// The target that holds for a unit today: its own, the highest of the units that it took over, or the nearest above it.
    public func target(
        for criterion: Criterion, of unit: AdministrativeUnit, in catalogue: Catalogue, on today: Day
    ) -> Target? {
        let chain = [unit] + catalogue.ancestors(of: unit, on: today)
        let targets = filter { $0.criterion == criterion }
        return chain.lazy.compactMap { unit in
            targets.first { $0.unitID == unit.id }
                ?? targets.filter { target in
                    catalogue.units[target.unitID].map { $0.id != unit.id && catalogue.today($0).id == unit.id }
                        ?? false
                }.max { ($0.permille, $1.unitID) < ($1.permille, $0.unitID) }
        }.first
    }
}
