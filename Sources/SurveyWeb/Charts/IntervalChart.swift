import Survey

/// Units one below the other, each with its satisfied share as a dot and its 95 % interval as a bar; the share of all
/// together, where it is known, is a dashed line.
struct IntervalChart: Sendable {
    struct Row: Sendable {
        let name: String
        /// nil: not enough answers.
        let interval: WilsonInterval?
        /// What stands at the right end: `92,8 %`; or in the bar's place, that there are not enough answers.
        let words: String
    }

    let rows: [Row]
    let all: WilsonInterval?
    let title: String
    let description: String

    private static let width = 460.0
    private static let left = 6.0
    private static let right = 452.0
    private static let rowHeight = 48.0
    private static let top = 30.0

    func chart(_ name: String, numbers: NumberStyle) -> Chart {
        let intervals = rows.compactMap(\.interval) + [all].compactMap(\.self)
        let axis = ShareAxis(showing: intervals, from: Self.left, to: Self.right)
        let height = Self.top + Double(rows.count) * Self.rowHeight + 6
        var body = ""
        for mark in axis.marks {
            body += Chart.line("grid", mark.place, Self.top - 6, mark.place, height)
            let anchor = mark.place == axis.start ? "start" : mark.place == axis.end ? "end" : "middle"
            body += Chart.text(anchor, mark.place, 16, numbers.wholePercent(mark.share))
        }
        if let all { body += Chart.line("all", axis.place(all.share), Self.top - 6, axis.place(all.share), height) }
        let names = ShortNames(rows.map(\.name), longest: 44).names
        for (index, row) in rows.enumerated() {
            body += draw(row, names[index], top: Self.top + Double(index) * Self.rowHeight, axis)
        }
        return Chart(
            name, kind: "intervals", title: title, description: description, width: Self.width, height: height,
            body: body)
    }

    private func draw(_ row: Row, _ name: String, top: Double, _ axis: ShareAxis) -> String {
        let y = top + 32
        var body = Chart.text("start halo", Self.left, top + 17, name)
        if let interval = row.interval {
            body += Chart.text("end halo value", Self.right, top + 17, row.words)
            body += Chart.line("whisker", axis.place(interval.low), y, axis.place(interval.high), y)
            body += Chart.dot("dot", axis.place(interval.share), y, radius: 6)
        } else {
            body += Chart.text("start halo none", Self.left, y + 5, row.words)
        }
        return body
    }
}
