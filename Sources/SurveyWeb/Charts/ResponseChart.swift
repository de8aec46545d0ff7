import Survey

/// Units one below the other: of the completed dossiers, how many got a slip (the wide pale bar) and how many were answered
/// (the narrow dark bar inside it).
struct ResponseChart: Sendable {
    struct Row: Sendable {
        let name: String
        /// Slips ÷ completed; nil when nothing was completed.
        let coverage: Double?
        /// Answers ÷ completed; nil: not enough answers.
        let response: Double?
        /// What stands at the right end: both shares, or that there are not enough answers.
        let words: String
    }

    let rows: [Row]
    let title: String
    let description: String

    private static let width = 460.0
    private static let left = 6.0
    private static let right = 452.0
    private static let top = 30.0
    private static let rowHeight = 50.0

    func chart(_ name: String, numbers: NumberStyle) -> Chart {
        let height = Self.top + Double(rows.count) * Self.rowHeight + 4
        var body = ""
        for share in [0, 0.25, 0.5, 0.75, 1] {
            let place = Self.left + share * (Self.right - Self.left)
            body += Chart.line("grid", place, Self.top - 6, place, height)
            body += Chart.text(
                share == 0 ? "start" : share == 1 ? "end" : "middle", place, 16, numbers.wholePercent(share))
        }
        let names = ShortNames(rows.map(\.name), longest: 38).names
        for (index, row) in rows.enumerated() {
            let top = Self.top + Double(index) * Self.rowHeight
            body += Chart.text("start halo", Self.left, top + 15, names[index])
            body += Chart.text("end halo\(row.response == nil ? " none" : " value")", Self.right, top + 15, row.words)
            if let coverage = row.coverage { body += bar("coverage", coverage, top + 22, 20) }
            if let response = row.response { body += bar("response", response, top + 27, 10) }
        }
        return Chart(
            name, kind: "rates", title: title, description: description, width: Self.width, height: height, body: body)
    }

    private func bar(_ kind: String, _ share: Double, _ y: Double, _ height: Double) -> String {
        Chart.bar(kind, Self.left, y, min(1, max(0, share)) * (Self.right - Self.left), height)
    }
}
