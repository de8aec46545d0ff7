/// The columns of every cell in the order of their steps, laid out flat for being added up again and again.
struct Timeline {
    private var starts: [Int] = [0]
    private var steps: [Int32] = []
    private var columns: [Int32] = []

    init(_ index: CellIndex) {
        let unanswered = index.places.map { place in
            place.unanswered.map { index.elements[Int($0)] }.sorted { $0.step < $1.step }
        }
        for cell in index.cells {
            // Both are in the order of their steps: merge them.
            var rising = cell.selection == .assisted ? [] : unanswered[cell.place][...]
            for id in cell.elements {
                let element = index.elements[Int(id)]
                while let first = rising.first, first.step < element.step {
                    append(first)
                    rising.removeFirst()
                }
                append(element)
            }
            for element in rising { append(element) }
            starts.append(columns.count)
        }
    }

    private mutating func append(_ element: CellIndex.Element) {
        steps.append(Int32(truncatingIfNeeded: element.step))
        columns.append(element.column)
        if let unsatisfied = element.unsatisfied {
            steps.append(Int32(truncatingIfNeeded: element.step))
            columns.append(unsatisfied)
        }
    }

    /// The answers of a cell that a direction leaves as they are although they were not shown: since the cell was last
    /// shown, at the end of every later step.
    func unmoved(_ cell: Int, shown: [Int], by direction: [UInt64]) -> [(after: Int, through: Int)] {
        var found: [(after: Int, through: Int)] = []
        var next = 0
        var after = -1
        var sum: UInt64 = 0
        var position = starts[cell]
        let end = starts[cell + 1]
        while position < end {
            let step = steps[position]
            while next < shown.count, shown[next] < step {
                (after, sum) = (shown[next], 0)
                next += 1
            }
            while position < end, steps[position] == step {
                sum = PrimeField.add(sum, direction[Int(columns[position])])
                position += 1
            }
            if sum == 0, next >= shown.count || shown[next] != step { found.append((after, Int(step))) }
        }
        return found
    }
}
