import Survey

/// The axis of a share: it ends at 100 % and begins at the highest of 0, 25, 50 and 75 % that leaves all intervals whole.
struct ShareAxis: Sendable {
    let low: Double
    /// Where the low end and 100 % lie in the drawing.
    let start: Double
    let end: Double

    /// - Parameter share: another one that is to be seen, such as a target.
    init(showing intervals: [WilsonInterval], and share: Double? = nil, from start: Double, to end: Double) {
        let least = (intervals.map(\.low) + [share].compactMap(\.self)).min() ?? 0
        low = [0.75, 0.5, 0.25].first { $0 <= least } ?? 0
        self.start = start
        self.end = end
    }

    func place(_ share: Double) -> Double { start + (share - low) / (1 - low) * (end - start) }

    /// The lines across, in whole per cent.
    var marks: [(share: Double, place: Double)] {
        let step = low < 0.5 ? 25 : low < 0.75 ? 10 : 5
        return stride(from: Int((low * 100).rounded()), through: 100, by: step)
            .map { (Double($0) / 100, place(Double($0) / 100)) }
    }
}
