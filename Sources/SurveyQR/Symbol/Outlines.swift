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
        var edges = Edges(self)
        var outlines: [[Corner]] = []
        for y in 0...side {
            for x in 0...side {
                while let outline = edges.takeOutline(from: Corner(x: x, y: y)) { outlines.append(outline) }
            }
        }
        return outlines
    }

    /// The edges that are not yet part of an outline.
    private struct Edges {
        /// Corners in a row.
        private let stride: Int
        /// For each corner the directions in which edges leave it, as bits.
        private var leaving: [UInt8]

        /// Clockwise: right, down, left, up.
        private static let steps = [Corner(x: 1, y: 0), Corner(x: 0, y: 1), Corner(x: -1, y: 0), Corner(x: 0, y: -1)]

        init(_ symbol: QRSymbol) {
            stride = symbol.side + 1
            leaving = [UInt8](repeating: 0, count: stride * stride)
            for y in 0..<symbol.side {
                for x in 0..<symbol.side where symbol.isDark(x: x, y: y) {
                    let corner = y * stride + x
                    if !symbol.isDark(x: x, y: y - 1) { leaving[corner] |= 1 }
                    if !symbol.isDark(x: x + 1, y: y) { leaving[corner + 1] |= 2 }
                    if !symbol.isDark(x: x, y: y + 1) { leaving[corner + stride + 1] |= 4 }
                    if !symbol.isDark(x: x - 1, y: y) { leaving[corner + stride] |= 8 }
                }
            }
        }

        /// Walks from a corner until it comes back to it, nil when no edge leaves there any more.
        mutating func takeOutline(from start: Corner) -> [Corner]? {
            let first = leaving[start.y * stride + start.x].trailingZeroBitCount
            guard first < 4 else { return nil }
            var outline: [Corner] = []
            var here = start
            var direction = first
            repeat {
                leaving[here.y * stride + here.x] &= ~(1 << UInt8(direction))
                here = Corner(x: here.x + Edges.steps[direction].x, y: here.y + Edges.steps[direction].y)
                let onward = leaving[here.y * stride + here.x]
                // Where two outlines meet, a right turn stays with the module that was walked around.
                let turns = [(direction + 1) % 4, direction, (direction + 3) % 4]
                let next = here == start ? first : turns.first { onward & 1 << UInt8($0) != 0 } ?? direction
                if next != direction { outline.append(here) }
                direction = next
            } while here != start
            return outline
        }
    }
}
