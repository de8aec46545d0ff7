import Survey
import SurveyStore

/// What the example's communes entered of their own indices, for the quarter that was last complete and for this year; one
/// of them is verified. Every note says that it is an example.
struct DemoScores {
    let store: Store
    let actor: String

    /// By unit: indices 2, 5, 6, 7 and 8.
    private static let points: [(unit: String, own: [Double])] = [
        ("14089", [1.5, 2, 2, 1.5, 2]), ("14095", [2, 2, 2, 2, 2]), ("14104", [1, 1, 2, 1, 1]),
        ("14122", [1, 1, 1, 0.5, 1]),
    ]
    private static let indices: [AgencyIndex] = [.agencyTime, .oneStop, .publicity, .conduct, .complaints]

    func enter() async throws {
        let today = store.today
        let last = today.month - 3
        let quarter = Period.quarter(year: last.year, quarter: (last.ofYear + 2) / 3)
        let catalogue = try store.catalogue()
        for period in [quarter, .year(today.month.year)] {
            for (code, own) in DemoScores.points {
                guard let unit = catalogue.unit(code: code, on: today) else { continue }
                let points = zip(DemoScores.indices, own).map {
                    AgencyPoints(index: $0, kind: .own, points: $1, note: "Ví dụ")
                }
                try await store.enter(points, unit: unit.id, period: period, by: actor)
            }
        }
        guard let unit = catalogue.unit(code: "14104", on: today) else { return }
        let verified = AgencyPoints(
            index: .publicity, kind: .verified, points: 1, note: "Ví dụ: chưa niêm yết tại trụ sở cũ")
        try await store.enter([verified], unit: unit.id, period: quarter, by: actor)
    }
}
