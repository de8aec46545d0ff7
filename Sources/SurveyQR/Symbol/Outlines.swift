extension QRSymbol {
    /// A corner of the grid between modules, (0, 0) the upper left one of the symbol.
    struct Corner: Hashable {
        var x: Int
        var y: Int
    }

    /// The edges of the dark areas as closed polygons, dark on the right hand of whoever walks along them.
    ///
    /// Modules that touch only at a corner lie in polygons of their own. Corners at which nothing turns are left out.
    var outlines: [[Corner]] {
        var ends: [Corner: [Corner]] = [:]
        for y in 0..<side {
            for x in 0..<side where isDark(x: x, y: y) {
                let corners = [
                    Corner(x: x, y: y), Corner(x: x + 1, y: y), Corner(x: x + 1, y: y + 1), Corner(x: x, y: y + 1),
                ]
                if !isDark(x: x, y: y - 1) { ends[corners[0], default: []].append(corners[1]) }
                if !isDark(x: x + 1, y: y) { ends[corners[1], default: []].append(corners[2]) }
                if !isDark(x: x, y: y + 1) { ends[corners[2], default: []].append(corners[3]) }
                if !isDark(x: x - 1, y: y) { ends[corners[3], default: []].append(corners[0]) }
            }
        }
        var outlines: [[Corner]] = []
        // From the top, so that the same symbol always has the same outlines.
        for y in 0...side {
            for x in 0...side {
                let start = Corner(x: x, y: y)
                while let first = ends[start]?.popLast() {
                    outlines.append(QRSymbol.walk(from: start, to: first, along: &ends))
                }
            }
        }
        return outlines
    }

    private static func walk(from start: Corner, to first: Corner, along ends: inout [Corner: [Corner]]) -> [Corner] {
        var path = [start]
        var here = first
        var before = start
        while here != start {
            path.append(here)
            let onward = ends[here] ?? []
            // Where two outlines meet, a right turn stays with the module that was walked around.
            let right = Corner(x: here.x - (here.y - before.y), y: here.y + (here.x - before.x))
            guard let index = onward.firstIndex(of: right) ?? onward.indices.first else { break }
            ends[here]?.remove(at: index)
            before = here
            here = onward[index]
        }
        return path.indices.filter { index in
            let before = path[(index + path.count - 1) % path.count]
            let after = path[(index + 1) % path.count]
            return (before.x == path[index].x) != (path[index].x == after.x)
        }.map { path[$0] }
    }
}
