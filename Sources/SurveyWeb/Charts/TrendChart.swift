import Survey

/// The satisfied share by month: a line with dots, and its 95 % interval as a band.
///
/// A month whose answers may not be shown, or that has none, is a gap: the line is not drawn across it, nor from one scale to
/// another.
struct TrendChart: Sendable {
    struct Point: Sendable {
        let month: Month
        let interval: WilsonInterval?
        /// The scale of the answers; a line joins months on one scale only.
        var scale: String?
    }

    let points: [Point]
    /// A dashed line across, 0 … 1.
    var target: Double?
    /// Lines between a month and the one before it, such as where a task was assigned; each with its words.
    var marks: [(month: Month, words: String)] = []
    /// Stretches of months on one scale each, told above their months; empty where all are on one.
    var scales: [(months: ClosedRange<Month>, words: String)] = []
    let title: String
    let description: String

    private static let width = 460.0
    private static let height = 250.0
    private static let left = 50.0
    private static let right = 452.0
    private static let bottom = 212.0
    private static let labelHeight = 22.0
    /// Half of what a character takes at most, on a phone.
    private static let halfCharacter = 4.3

    func chart(_ name: String, numbers: NumberStyle) -> Chart {
        let labels = labels()
        // What is told above the months takes its room from the shares.
        let top = 14 + Double(labels.reduce(0) { max($0, $1.row + 1) }) * Self.labelHeight
        let axis = ShareAxis(showing: points.compactMap(\.interval), and: target, from: Self.bottom, to: top)
        var body = ""
        for mark in axis.marks {
            body += Chart.line("grid", Self.left, mark.place, Self.right, mark.place)
            body += Chart.text("end", Self.left - 8, mark.place + 5, numbers.wholePercent(mark.share))
        }
        body += months()
        for label in labels { body += draw(label, above: top) }
        for (index, mark) in marks.enumerated() { body += draw(mark.month, mark.words, row: index, top: top) }
        if let target { body += Chart.line("all", Self.left, axis.place(target), Self.right, axis.place(target)) }
        for run in runs() { body += band(run, axis) }
        return Chart(
            name, kind: "trend", title: title, description: description, width: Self.width, height: Self.height,
            body: body)
    }

    /// What one month takes.
    private var step: Double { (Self.right - Self.left) / Double(max(points.count, 1)) }

    private func x(_ index: Int) -> Double { Self.left + step * (Double(index) + 0.5) }

    /// The words of a scale: the line over its months, and the middle of the words above it.
    private struct Label {
        let months: ClosedRange<Double>
        let middle: Double
        let words: String
        /// Counted from the lowest.
        let row: Int
    }

    /// Each as near to the middle of its months as the picture's ends let it, in the lowest row where it is free of those
    /// before it.
    private func labels() -> [Label] {
        var labels: [Label] = []
        var ends: [Double] = []
        for scale in scales {
            let indices = points.indices.filter { scale.months.contains(points[$0].month) }
            guard let first = indices.first, let last = indices.last else { continue }
            let months = (x(first) - step / 2 + 2)...(x(last) + step / 2 - 2)
            let half = Double(scale.words.count) * Self.halfCharacter
            // Above the figures of the axis there is nothing, so that words may reach over them.
            let middle = min(max((months.lowerBound + months.upperBound) / 2, half), Self.right - half)
            let row = ends.firstIndex { $0 <= middle - half } ?? ends.count
            if row == ends.count { ends.append(0) }
            ends[row] = middle + half + 8
            labels.append(Label(months: months, middle: middle, words: scale.words, row: row))
        }
        return labels
    }

    private func draw(_ label: Label, above top: Double) -> String {
        let (from, to) = (label.months.lowerBound, label.months.upperBound)
        return Chart.line("mark", from, top - 6, to, top - 6)
            + Chart.text("middle", label.middle, top - 12 - Double(label.row) * Self.labelHeight, label.words)
    }

    /// The months below the axis, as many as there is room for; January carries its year.
    private func months() -> String {
        let every = max(1, (points.count + 11) / 12)
        return points.indices.filter { $0 % every == 0 }.map { index in
            let month = points[index].month
            let isFirst = index == 0 || month.ofYear <= every
            return Chart.text("middle", x(index), Self.bottom + 19, "\(month.ofYear)")
                + (isFirst ? Chart.text("middle year", x(index), Self.bottom + 36, "\(month.year)") : "")
        }.joined()
    }

    /// A mark stands before its month, its words at the bottom, where shares seldom are: those of the first on its left,
    /// those of the others on their right, as far as there is room.
    private func draw(_ month: Month, _ words: String, row: Int, top: Double) -> String {
        guard let index = points.firstIndex(where: { $0.month == month }) else { return "" }
        let place = x(index) - step / 2
        let y = Self.bottom - 8 - Double(row) * 18
        let isLeft = row == 0 ? place > Self.left + 70 : place > Self.right - 60
        return Chart.line("mark", place, top, place, Self.bottom)
            + (isLeft ? Chart.text("end halo", place - 5, y, words) : Chart.text("start halo", place + 5, y, words))
    }

    /// Unbroken stretches of months that have a figure on one scale.
    private func runs() -> [[(index: Int, interval: WilsonInterval)]] {
        var runs: [[(index: Int, interval: WilsonInterval)]] = [[]]
        for (index, point) in points.enumerated() {
            if let interval = point.interval {
                if let last = runs.last?.last, points[last.index].scale != point.scale { runs.append([]) }
                runs[runs.count - 1].append((index, interval))
            } else if runs.last?.isEmpty == false {
                runs.append([])
            }
        }
        return runs.filter { !$0.isEmpty }
    }

    private func band(_ run: [(index: Int, interval: WilsonInterval)], _ axis: ShareAxis) -> String {
        func path(_ places: [(Double, Double)]) -> String {
            places.map { "\(Chart.number($0.0)) \(Chart.number($0.1))" }.joined(separator: "L")
        }
        let upper = run.map { (x($0.index), axis.place($0.interval.high)) }
        let lower = run.map { (x($0.index), axis.place($0.interval.low)) }
        let middle = run.map { (x($0.index), axis.place($0.interval.share)) }
        var body = ""
        if run.count > 1 {
            body += "<path class=\"band\" d=\"M\(path(upper + lower.reversed()))Z\"/>"
            body += "<path class=\"line\" d=\"M\(path(middle))\"/>"
        } else {
            // A month by itself has no band; its interval is a stroke.
            body += Chart.line("whisker", upper[0].0, upper[0].1, lower[0].0, lower[0].1)
        }
        return body + middle.map { Chart.dot("dot", $0.0, $0.1, radius: 4.5) }.joined()
    }
}
