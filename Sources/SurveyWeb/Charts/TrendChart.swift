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
    let title: String
    let description: String

    private static let width = 460.0
    private static let height = 250.0
    private static let left = 50.0
    private static let right = 452.0
    private static let top = 14.0
    private static let bottom = 212.0

    func chart(_ name: String, numbers: NumberStyle) -> Chart {
        let axis = ShareAxis(showing: points.compactMap(\.interval), and: target, from: Self.bottom, to: Self.top)
        var body = ""
        for mark in axis.marks {
            body += Chart.line("grid", Self.left, mark.place, Self.right, mark.place)
            body += Chart.text("end", Self.left - 8, mark.place + 5, numbers.wholePercent(mark.share))
        }
        body += months()
        for (index, mark) in marks.enumerated() { body += draw(mark.month, mark.words, row: index) }
        if let target { body += Chart.line("all", Self.left, axis.place(target), Self.right, axis.place(target)) }
        for run in runs() { body += band(run, axis) }
        return Chart(
            name, kind: "trend", title: title, description: description, width: Self.width, height: Self.height,
            body: body)
    }

    private func x(_ index: Int) -> Double {
        let step = (Self.right - Self.left) / Double(max(points.count, 1))
        return Self.left + step * (Double(index) + 0.5)
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
    private func draw(_ month: Month, _ words: String, row: Int) -> String {
        guard let index = points.firstIndex(where: { $0.month == month }) else { return "" }
        let step = (Self.right - Self.left) / Double(max(points.count, 1))
        let place = x(index) - step / 2
        let y = Self.bottom - 8 - Double(row) * 18
        let isLeft = row == 0 ? place > Self.left + 70 : place > Self.right - 60
        return Chart.line("mark", place, Self.top, place, Self.bottom)
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
