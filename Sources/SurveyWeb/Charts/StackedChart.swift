import Survey

/// Units one below the other, each with its answers by level as one bar in parts, the best on the left.
///
/// Shades go from dark to light in the order of the levels; each part that has room for it bears its share, and the table
/// beside the chart has them all, so that nothing hangs on a shade.
struct StackedChart: Sendable {
    struct Row: Sendable {
        let name: String
        /// Answers by level, in the order of the levels; nil: not enough answers.
        let counts: [Int]?
        /// What stands at the right end: the number of answers; or in the bar's place, that there are not enough.
        let words: String
    }

    /// What the levels are called, the best first.
    let levels: [String]
    let rows: [Row]
    let title: String
    let description: String

    private static let width = 460.0
    private static let right = 452.0
    private static let left = 6.0
    private static let rowHeight = 50.0
    private static let barHeight = 22.0
    private static let keyHeight = 24.0
    /// A part narrower than this has no room for its share.
    private static let leastWidth = 42.0

    func chart(_ name: String, numbers: NumberStyle) -> Chart {
        var body = ""
        for (index, level) in levels.enumerated() {
            let y = Double(index) * Self.keyHeight
            body += Chart.bar("level level-\(shade(index))", Self.left, y + 2, 16, 16)
            body += Chart.text("start", Self.left + 24, y + 15, level)
        }
        let top = Double(levels.count) * Self.keyHeight + 6
        let names = ShortNames(rows.map(\.name), longest: 38).names
        for (index, row) in rows.enumerated() {
            body += draw(row, names[index], top: top + Double(index) * Self.rowHeight, numbers)
        }
        return Chart(
            name, kind: "stacked", title: title, description: description, width: Self.width,
            height: top + Double(rows.count) * Self.rowHeight + 4, body: body)
    }

    private func draw(_ row: Row, _ name: String, top: Double, _ numbers: NumberStyle) -> String {
        var body = Chart.text("start", Self.left, top + 15, name)
        guard let counts = row.counts else {
            return body + Chart.text("start none", Self.left, top + 37, row.words)
        }
        body += Chart.text("end", Self.right, top + 15, row.words)
        let all = max(1, counts.reduce(0, +))
        var x = Self.left
        for (index, count) in counts.enumerated() where count > 0 {
            let share = Double(count) / Double(all)
            let length = share * (Self.right - Self.left)
            body += Chart.bar("level level-\(shade(index))", x, top + 21, length, Self.barHeight)
            if length >= Self.leastWidth {
                body += Chart.text(
                    "middle\(shade(index) == 0 ? " on-dark" : "")", x + length / 2, top + 21 + Self.barHeight - 6,
                    numbers.wholePercent(share))
            }
            x += length
        }
        return body
    }

    /// One of five shades, spread evenly over the levels.
    private func shade(_ index: Int) -> Int { levels.count < 2 ? 0 : index * 4 / (levels.count - 1) }
}
