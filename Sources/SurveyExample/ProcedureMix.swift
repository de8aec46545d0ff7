import Survey

/// How often each procedure is asked for, per thousand or so, at one kind of desk.
///
/// The weights are made up; certified copies and civil status lead, as they do everywhere.
struct ProcedureMix: Sendable {
    let weights: [(key: String, weight: Int)]

    static let commune = ProcedureMix(weights: [
        ("2.000815", 520), ("2.000884", 70), ("2.001019", 2),
        ("1.001193", 62), ("1.000689", 4), ("1.004884", 10), ("1.001022", 4), ("1.000894", 32), ("1.004746", 2),
        ("1.004873", 64), ("1.000656", 34), ("1.004837", 3), ("1.004859", 16), ("2.000635", 82), ("2.001263", 2),
        ("1.004222", 26), ("1.003197", 8), ("1.004194", 18), ("1.002755", 7), ("1.003677", 5), ("1.010038", 5),
        ("1.011607", 14),
    ])

    /// Land procedures are listed with the codes that hold from 1 August 2024; before, they are left out.
    static let district = ProcedureMix(weights: [
        ("2.000815", 330), ("2.000884", 90), ("2.000635", 90), ("1.004859", 50), ("2.000806", 25),
        ("1.001612", 190), ("1.001570", 60), ("1.001266", 70), ("2.000720", 35),
        ("1.012783", 110), ("1.012784", 70), ("1.012785", 40), ("1.012786", 25),
    ])

    /// A commune's centre since July 2025 also receives what the district did.
    static let centre = ProcedureMix(
        weights: commune.weights + [
            ("2.000806", 12), ("1.001612", 80), ("1.001570", 24), ("1.001266", 28), ("2.000720", 14),
            ("1.012783", 60), ("1.012784", 42), ("1.012785", 24), ("1.012786", 16), ("1.012812", 8),
        ])

    /// The procedures of the mix that are valid on a day.
    func valid(on day: Day, in catalogue: Catalogue) throws -> ValidMix {
        let valid = weights.compactMap { key, weight in
            catalogue.procedure(key: key, on: day).map { (procedure: $0, weight: weight) }
        }
        guard !valid.isEmpty else {
            throw SurveyError(
                .invalid, vi: "dữ liệu ví dụ: không có thủ tục nào còn hiệu lực ngày \(day)",
                en: "example data: no procedure is valid on \(day)")
        }
        return ValidMix(procedures: valid.map(\.procedure), weights: valid.map(\.weight))
    }
}

/// A mix on one day; never empty.
struct ValidMix: Sendable {
    let procedures: [Procedure]
    let weights: [Int]

    func draw(_ random: inout SplitMix64) -> Procedure { procedures[random.index(weights: weights)] }
}

/// How many working days a dossier takes, and which counter takes it.
enum ProcedureField {
    static func workingDays(_ procedure: Procedure) -> ClosedRange<Int> {
        switch procedure.field {
        case "Chứng thực": 0...0
        case "Hộ tịch": 0...3
        case "Thành lập và hoạt động doanh nghiệp": 1...3
        case "Cư trú", "Nuôi con nuôi": 1...6
        case "Đất đai": 5...15
        default: 3...12
        }
    }

    /// The counter among a unit's desks on a day: a district's by the letters of its code, a centre's by its number.
    static func desk(for procedure: Procedure, among desks: [Desk]) -> Desk? {
        let isCentreOfThree = desks.count == 3
        let endings: [String] =
            switch procedure.field {
            case "Chứng thực": ["-TN", "-1"]
            case "Hộ tịch", "Nuôi con nuôi": ["-HT", isCentreOfThree ? "-2" : "-1"]
            case "Cư trú": ["-TN", "-1"]
            case "Thành lập và hoạt động doanh nghiệp": ["-KD", isCentreOfThree ? "-3" : "-2"]
            case "Đất đai": ["-DD", isCentreOfThree ? "-3" : "-2"]
            default: ["-TN", isCentreOfThree ? "-3" : "-2"]
            }
        return desks.first { desk in endings.contains { desk.code.hasSuffix($0) } } ?? desks.first
    }
}
