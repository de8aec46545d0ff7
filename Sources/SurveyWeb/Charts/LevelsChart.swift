import Survey

/// Answers by level as one bar in parts, the best on the left; each part is named and counted beside it, so that nothing
/// hangs on its shade.
struct LevelsChart: Sendable {
    struct Part: Sendable {
        let name: String
        let count: Int
    }

    let parts: [Part]
    let title: String
    let description: String

    private static let width = 460.0
    private static let barHeight = 36.0

    func chart(_ name: String, numbers: NumberStyle) -> Chart {
        let all = max(1, parts.reduce(0) { $0 + $1.count })
        var body = ""
        var x = 0.0
        for (index, part) in parts.enumerated() {
            let share = Double(part.count) / Double(all)
            let length = share * Self.width
            if length > 0 { body += Chart.bar("level level-\(shade(index))", x, 0, length, Self.barHeight) }
            x += length
            let y = Self.barHeight + 26 + Double(index) * 26
            body += Chart.bar("level level-\(shade(index))", 0.5, y - 13, 16, 16)
            body += Chart.text("start", 26, y, part.name)
            body += Chart.text(
                "end value", Self.width, y, "\(numbers.percent(share)) (\(numbers.whole(part.count)))")
        }
        return Chart(
            name, kind: "levels", title: title, description: description, width: Self.width,
            height: Self.barHeight + 16 + Double(parts.count) * 26, body: body)
    }

    /// One of five shades, spread evenly over the levels.
    private func shade(_ index: Int) -> Int { parts.count < 2 ? 0 : index * 4 / (parts.count - 1) }
}
