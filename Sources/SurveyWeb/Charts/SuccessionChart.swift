import Survey

/// Who became whom: units from left to right in the eras between two changes, each joined to the one that took over.
struct SuccessionChart: Sendable {
    let family: UnitFamily
    let title: String
    let description: String
    let language: Language

    // Three eras are as wide as a phone's column, so that type is as large there as it is written.
    private static let boxWidth = 94.0
    private static let boxHeight = 34.0
    private static let gap = 10.0
    private static let rowHeight = 40.0
    private static let lineHeight = 14.0
    private static let top = 26.0

    func chart(_ name: String) -> Chart {
        let changes = family.changes
        var places: [AdministrativeUnit.ID: Double] = [:]
        var rows = 0.0
        place(family.last, &places, &rows)
        let columns = Double(changes.count + 1)
        // As wide as three eras at the least, so that the pictures of a page have type of one size.
        let width = max(3, columns) * (Self.boxWidth + Self.gap) - Self.gap
        let height = Self.top + rows * Self.rowHeight
        var body = ""
        for (index, day) in changes.enumerated() {
            let x = left(index + 1) - Self.gap / 2
            body += Chart.line("grid", x, Self.top - 6, x, height)
            body += Chart.text("middle", x, 13, day.written(language))
        }
        for unit in family.earlier {
            guard let from = places[unit.id], let next = family.successor(of: unit), let to = places[next.id] else {
                continue
            }
            body += link(unit, from, next, to)
        }
        for unit in family.units {
            guard let row = places[unit.id] else { continue }
            body += box(unit, row)
        }
        return Chart(
            name, kind: "succession", title: title, description: description, width: width, height: height, body: body)
    }

    /// A unit stands in the middle of those that it came from; what came from nothing takes a row of its own.
    private func place(
        _ unit: AdministrativeUnit, _ places: inout [AdministrativeUnit.ID: Double], _ rows: inout Double
    ) {
        let before = family.predecessors(of: unit)
        for unit in before { place(unit, &places, &rows) }
        let known = before.compactMap { places[$0.id] }
        if let first = known.first, let last = known.last {
            places[unit.id] = (first + last) / 2
        } else {
            places[unit.id] = rows
            rows += 1
        }
    }

    /// The era in which a unit begins, or in which it has taken over what it took over.
    private func column(_ unit: AdministrativeUnit) -> Int {
        let day = ([unit.validity.from] + family.predecessors(of: unit).map(\.validity.to)).compactMap(\.self).max()
        return day.map { day in family.changes.count { $0 <= day } } ?? 0
    }

    private func left(_ column: Int) -> Double { Double(column) * (Self.boxWidth + Self.gap) }
    private func middle(_ row: Double) -> Double { Self.top + (row + 0.5) * Self.rowHeight }

    private func box(_ unit: AdministrativeUnit, _ row: Double) -> String {
        let x = left(column(unit))
        let y = middle(row)
        let lines = NameLines(unit.name, longest: 13).lines
        let first = y + 4 - Double(lines.count - 1) * Self.lineHeight / 2
        let texts = lines.enumerated().map { index, line in
            Chart.text("start", x + 5, first + Double(index) * Self.lineHeight, line)
        }
        return """
            <rect class="box" x="\(Chart.number(x + 0.5))" y="\(Chart.number(y - Self.boxHeight / 2))" \
            width="\(Chart.number(Self.boxWidth - 1))" height="\(Chart.number(Self.boxHeight))" rx="4"/>
            """ + texts.joined()
    }

    /// From the right edge of one to the left edge of the other; it bends before the other begins, so that it crosses no
    /// unit in between.
    private func link(_ unit: AdministrativeUnit, _ from: Double, _ next: AdministrativeUnit, _ to: Double) -> String {
        let (x1, x2) = (left(column(unit)) + Self.boxWidth, left(column(next)))
        let bend = x2 - Self.gap
        func number(_ value: Double) -> String { Chart.number(value) }
        return """
            <path class="link" d="M\(number(x1)) \(number(middle(from)))L\(number(bend)) \(number(middle(from)))\
            C\(number(bend + Self.gap / 2)) \(number(middle(from))) \(number(bend + Self.gap / 2)) \(number(middle(to))) \
            \(number(x2)) \(number(middle(to)))"/>
            """
    }
}
