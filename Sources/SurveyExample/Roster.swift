import Survey

/// Who serves whom on one day: the communes with their weights, the district while it stood, and every unit's desks.
struct Roster: Sendable {
    struct Office: Sendable {
        let unit: AdministrativeUnit
        let desks: [Desk]
        /// Its share of all dossiers, in no particular unit.
        let weight: Int
        /// The first characters of its dossiers' codes.
        let agency: String
    }

    /// In the order of their codes.
    let communes: [Office]
    let district: Office?

    var weights: [Int] { communes.map(\.weight) }

    init(on day: Day, in catalogue: Catalogue) throws {
        // Weights are those of the first communes; whoever takes one over takes its weight over.
        var weights: [AdministrativeUnit.ID: Int] = [:]
        for (code, weight) in Roster.firstWeights {
            guard var unit = catalogue.units(code: code).first(where: { $0.validity.from == nil }) else { continue }
            while let end = unit.validity.to, end <= day, let next = unit.successorCode,
                let successor = catalogue.unit(code: next, on: end)
            {
                unit = successor
            }
            weights[unit.id, default: 0] += weight
        }
        let desks = catalogue.desks.values.filter { $0.validity.contains(day) }.sorted { $0.code < $1.code }
        let offices = try catalogue.units.values.filter { $0.validity.contains(day) && $0.level != .province }
            .sorted { $0.code < $1.code }
            .map { unit in
                Office(
                    unit: unit, desks: desks.filter { $0.unitCode == unit.code }, weight: weights[unit.id] ?? 0,
                    agency: try Roster.agency(of: unit))
            }
            .filter { !$0.desks.isEmpty }
        communes = offices.filter { $0.unit.level == .commune }
        guard !communes.isEmpty else {
            throw SurveyError(
                .invalid, vi: "dữ liệu ví dụ: không có xã nào có quầy ngày \(day)",
                en: "example data: no commune has a desk on \(day)")
        }
        district = offices.first { $0.unit.level == .district }
    }

    /// Agency ids in both national forms. H40 was Nam Định and H42 is Ninh Bình; the numbers after it are made up.
    private static func agency(of unit: AdministrativeUnit) throws -> String {
        if unit.level == .district { return "H40.18" }
        guard let code = Int(unit.code) else {
            throw SurveyError(
                .invalid, vi: "dữ liệu ví dụ: mã xã \(unit.code) không phải là số",
                en: "example data: the commune code \(unit.code) is not a number")
        }
        // The codes of the twenty first communes go up in steps of three.
        let number = (code - 14_086) / 3
        return unit.parentCode == "37" ? "H42.18.\(number)" : "000.\(number < 10 ? "0" : "")\(number).18.H40"
    }

    /// Made-up sizes, uneven as communes are; the town leads.
    private static let firstWeights: [(String, Int)] = [
        ("14089", 92), ("14092", 41), ("14095", 74), ("14098", 38), ("14101", 43), ("14104", 47), ("14107", 36),
        ("14110", 44), ("14113", 40), ("14116", 58), ("14119", 49), ("14122", 33), ("14125", 66), ("14128", 52),
        ("14131", 39), ("14134", 55), ("14137", 57), ("14140", 81), ("14143", 71), ("14146", 37),
    ]
}
