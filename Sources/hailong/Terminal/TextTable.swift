/// Columns of text for a terminal, as wide as their widest cell.
struct TextTable {
    enum Alignment { case left, right }

    private let header: [String]
    private let alignments: [Alignment]
    private var rows: [[String]] = []
    private var ruleBefore: Set<Int> = []

    init(_ columns: [(String, Alignment)]) {
        header = columns.map(\.0)
        alignments = columns.map(\.1)
    }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// Draws a line before the next row, which is a total.
    mutating func addRule() { ruleBefore.insert(rows.count) }

    /// The lines, without a line break at the end.
    var text: String {
        let widths = header.indices.map { column in
            ([header] + rows).map { TextTable.width($0[column]) }.max() ?? 0
        }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        var lines = [line(header, widths), rule]
        for (index, row) in rows.enumerated() {
            if ruleBefore.contains(index) { lines.append(rule) }
            lines.append(line(row, widths))
        }
        return lines.joined(separator: "\n")
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = ""
        for (column, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: widths[column] - TextTable.width(cell))
            let isLast = column == cells.count - 1
            line += alignments[column] == .right ? padding + cell : isLast ? cell : cell + padding
            if !isLast { line += "  " }
        }
        return line
    }

    /// The columns of a terminal that a text takes: a letter with its marks takes one, an East Asian wide one two.
    static func width(_ text: String) -> Int {
        text.reduce(0) { sum, character in
            guard let scalar = character.unicodeScalars.first else { return sum }
            let isWide =
                (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xA4CF).contains(scalar.value)
                || (0xAC00...0xD7A3).contains(scalar.value) || (0xF900...0xFAFF).contains(scalar.value)
                || (0xFE30...0xFE6F).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
                || (0x1F300...0x1F64F).contains(scalar.value) || (0x20000...0x3FFFD).contains(scalar.value)
            return sum + (isWide ? 2 : 1)
        }
    }
}
