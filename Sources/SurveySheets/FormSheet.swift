/// A form that offices file: who reports, what and for when, a table with grouped heads, notes, and room to sign.
///
/// Its figures are typed, so that the file for a spreadsheet, the CSV and the printed page are made of the same ones.
public struct FormSheet: Sendable {
    public struct Column: Sendable, Hashable {
        public let title: String
        /// The head above this and its neighbours of the same group; empty for none.
        public let group: String
        /// In characters.
        public let width: Double

        public init(_ title: String, group: String = "", width: Double = 11) {
            self.title = title
            self.group = group
            self.width = width
        }

        /// Both heads in one, for a file that has one line of them.
        var fullTitle: String { group.isEmpty ? title : "\(group) – \(title)" }
    }

    public struct Row: Sendable, Hashable {
        public enum Weight: Sendable, Hashable {
            case plain
            /// What rows below it belong to.
            case heading
            case total
        }

        public let cells: [SheetCell]
        public let weight: Weight
        /// How far the first cell stands to the right, for a row that belongs to the heading above; a spreadsheet and the
        /// printed page show it, and CSV has the text alone.
        public let indent: Int

        public init(_ cells: [SheetCell], _ weight: Weight = .plain, indent: Int = 0) {
            self.cells = cells
            self.weight = weight
            self.indent = indent
        }
    }

    /// The tab's name, at most 31 characters.
    public var tab: String
    /// Who reports.
    public var office: String
    public var title: String
    /// Period, unit and whatever else stands below the title.
    public var subtitles: [String]
    public var columns: [Column]
    public var rows: [Row]
    /// What was computed from what, and what is left out.
    public var notes: [String]
    /// Where the day is filled in, for example `……, ngày …… tháng …… năm ……`.
    public var dateLine: String
    /// Who signs, from left to right.
    public var signatories: [String]

    public init(
        tab: String, office: String, title: String, subtitles: [String], columns: [Column], rows: [Row],
        notes: [String], dateLine: String, signatories: [String]
    ) {
        self.tab = tab
        self.office = office
        self.title = title
        self.subtitles = subtitles
        self.columns = columns
        self.rows = rows
        self.notes = notes
        self.dateLine = dateLine
        self.signatories = signatories
    }

    /// The table as CSV (RFC 4180), in UTF-8 with a byte-order mark.
    public var csv: String { SheetCSV.text(columns.map(\.fullTitle), rows.map(\.cells)) }

    /// The table alone, as a plain sheet.
    public var plain: DataSheet {
        var sheet = DataSheet(name: tab, columns: columns.map(\.fullTitle))
        for row in rows {
            if row.weight == .total { sheet.addTotal(row.cells) } else { sheet.add(row.cells) }
        }
        return sheet
    }
}
