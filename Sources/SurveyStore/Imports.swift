public import Foundation
import GRDB
import Survey

/// The kinds of CSV file that `import` takes.
public enum ImportKind: String, Sendable, CaseIterable {
    case communes, desks, procedures, dossiers, situation
}

/// What an import did.
public struct ImportSummary: Sendable, Hashable {
    public var rows = 0
    public var created = 0
    public var updated = 0
    public var unchanged = 0
}

/// Where an import's bytes come from: the next chunk, empty at the end.
public typealias ByteSource = () throws -> Data

extension Store {
    /// Imports a CSV file, all or nothing: reads it to its end first, then takes its rows one by one inside one
    /// transaction, and rolls it back when any row is bad.
    ///
    /// - Parameters:
    ///   - source: gives the next chunk of bytes, empty at the end.
    ///   - progress: called now and then with the number of rows read.
    /// - Throws: `InputProblems` that names every bad row; `SurveyError` for a file that cannot be read as CSV.
    public func importCSV(
        _ kind: ImportKind, from source: @escaping ByteSource, by actor: String, progress: (Int) -> Void = { _ in }
    ) throws -> ImportSummary {
        let today = today
        let trail = trail
        // Before the lock: nobody knows how long the other end of a pipe takes.
        let spool = try ImportSpool(source, progress)
        let summary = try pool.writeWithoutTransaction { db in
            var result: Result<ImportSummary, any Error> = .success(ImportSummary())
            try db.inTransaction(.immediate) {
                do {
                    try SumLedger.begin(db)
                    var importer = try Importer(kind: kind, db: db, keyRing: keyRing, today: today)
                    let summary = try importer.run(spool.read, progress)
                    let counts = ["rows": summary.rows, "created": summary.created, "updated": summary.updated]
                    try trail.append(
                        AuditAct(.import, subject: kind.rawValue, details: counts.mapValues { "\($0)" }), by: actor,
                        to: db)
                    result = .success(summary)
                    return summary.created + summary.updated > 0 ? .commit : .rollback
                } catch {
                    result = .failure(error)
                    return .rollback
                }
            }
            return try result.get()
        }
        forgetRevisions()
        if summary.created + summary.updated > 0 { writer.note(LogTraces(log: true)) }
        return summary
    }
}

/// One run over one file.
struct Importer {
    let kind: ImportKind
    let db: Database
    let keyRing: KeyRing
    let today: Day
    var catalogue: Catalogue
    var summary = ImportSummary()
    var problems = InputProblems()
    var changes = TallyChanges()
    private var columns: [String: Int] = [:]
    private var width = 0
    var successors = SuccessorRows()
    var situations = SituationRows()
    private var repeats = DossierRepeats<DossierID>()

    init(kind: ImportKind, db: Database, keyRing: KeyRing, today: Day) throws {
        self.kind = kind
        self.db = db
        self.keyRing = keyRing
        self.today = today
        catalogue = try Store.catalogue(db)
    }

    mutating func run(_ source: ByteSource, _ progress: (Int) -> Void) throws -> ImportSummary {
        var reader = CSVReader()
        while case let chunk = try source(), !chunk.isEmpty {
            try reader.read(chunk) { try take($0) }
            progress(summary.rows)
        }
        try reader.finish { try take($0) }
        guard width > 0 else {
            throw SurveyError(
                .invalid, vi: "tệp trống, không có dòng tiêu đề", en: "the file is empty, without a header")
        }
        return try finish()
    }

    private mutating func take(_ record: CSVReader.Record) throws {
        if width == 0 { return try takeHeader(record) }
        summary.rows += 1
        guard record.fields.count == width else {
            return problems.add(
                row: record.line, field: "", value: "\(record.fields.count)",
                vi: "dòng có \(record.fields.count) cột, tiêu đề có \(width)",
                en: "the row has \(counted(record.fields.count, "field")), the header \(width)")
        }
        try take(CSVRow(line: record.line, fields: record.fields, columns: columns))
    }

    /// Takes rows that somebody typed, as if a file had them; the first is row 0.
    ///
    /// - Throws: `InputProblems` that names every bad field.
    mutating func run(_ rows: [[String: String]]) throws -> ImportSummary {
        for (index, row) in rows.enumerated() {
            summary.rows += 1
            let names = row.keys.sorted()
            let columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
            try take(CSVRow(line: index, fields: names.map { row[$0] ?? "" }, columns: columns))
        }
        return try finish()
    }

    /// What follows the last row.
    private mutating func finish() throws -> ImportSummary {
        if kind == .communes { try checkSuccessors() }
        guard problems.isEmpty else { throw problems }
        try changes.write(to: db)
        if kind != .dossiers, summary.created + summary.updated > 0 { try Store.moveRevision("catalogue", db) }
        return summary
    }

    private mutating func take(_ row: CSVRow) throws {
        switch kind {
        case .communes: try takeUnit(row)
        case .desks: try takeDesk(row)
        case .procedures: try takeProcedure(row)
        case .dossiers: try takeDossier(row)
        case .situation: try takeSituation(row)
        }
    }

    private mutating func takeHeader(_ record: CSVReader.Record) throws {
        let names = record.fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        let unknown = names.filter { !kind.columns.contains($0) }
        let missing = kind.requiredColumns.filter { !names.contains($0) }
        let repeated = Set(names.filter { name in names.count { $0 == name } > 1 }).sorted()
        func refuse(_ vi: String, _ en: String, _ list: [String]) throws {
            if list.isEmpty { return }
            let list = list.map { "“\($0)”" }.joined(separator: ", ")
            throw SurveyError(.invalid, vi: "dòng 1: \(vi) \(list)", en: "line 1: \(en) \(list)")
        }
        try refuse("cột không biết", "unknown column", unknown)
        try refuse("thiếu cột", "missing column", missing)
        try refuse("cột lặp lại", "repeated column", repeated)
        width = names.count
        columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }

    private mutating func takeDossier(_ row: CSVRow) throws {
        let fields = RegistrationFields(
            dossierCode: row["dossier_code"], deskCode: row["desk_code"], procedureCode: row["procedure_code"],
            communeCode: row["commune_code"], completedOn: row["completed_on"], receivedVia: row["received_via"],
            timeliness: row["timeliness"], digitised: row["digitised"])
        guard
            let registration = Registration(
                fields, row: row.line, catalogue: catalogue, today: today, problems: &problems)
        else { return }
        let ids = keyRing.secrets.map { $0.id(of: registration.code) }
        if case .contradicts(let first) = repeats.take(ids[0], registration.dossier, row: row.line) {
            return problems.add(.contradiction(registration.code, row: row.line, first: first))
        }
        switch try Store.register(registration, ids: ids, db, &changes).status {
        case .created: summary.created += 1
        case .updated: summary.updated += 1
        case .known: summary.unchanged += 1
        case nil: problems.add(Store.conflict(row: row.line, registration.code))
        }
    }
}

/// One record of a file, by column name; a missing column is empty.
struct CSVRow {
    let line: Int
    let fields: [String]
    let columns: [String: Int]

    subscript(_ name: String) -> String {
        guard let index = columns[name] else { return "" }
        let field = fields[index]
        // Nearly every field is plain ASCII; only the others need normalising.
        if field.utf8.allSatisfy({ $0 > 32 && $0 < 128 }) { return field }
        return field.precomposedStringWithCanonicalMapping.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension ImportKind {
    /// The columns that a file of this kind must have, in the contract's order.
    public var requiredColumns: [String] {
        switch self {
        case .communes: ["code", "name", "parent_code"]
        case .desks: ["code", "name", "unit_code"]
        case .procedures: ["code", "name", "field", "level"]
        case .dossiers: RegistrationFields.names
        case .situation:
            [
                "unit_code", "month", "received_direct", "received_online", "received_post", "carried_over",
                "pending_in_time", "pending_late", "awaiting_supplement", "ineligible",
            ]
        }
    }

    /// The columns that it may have as well.
    public var optionalColumns: [String] {
        switch self {
        case .communes: ["level", "valid_from", "valid_to", "successor_code"]
        case .desks, .procedures: ["valid_from", "valid_to"]
        case .dossiers, .situation: []
        }
    }

    var columns: [String] { requiredColumns + optionalColumns }
}
