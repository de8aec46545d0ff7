import GRDB
public import Survey

extension Store {
    /// The aggregates of a request, read from the tallies alone; nothing is suppressed here.
    public func report(_ request: ReportRequest) async throws -> Report {
        let catalogue = try catalogue()
        return try await read { db in try ReportReader(request: request, catalogue: catalogue, db: db).report() }
    }
}

/// Reads one report.
struct ReportReader {
    let request: ReportRequest
    let catalogue: Catalogue
    let db: Database

    /// What a row is: an administrative unit, a desk, a procedure or a level.
    private enum Subject: Hashable {
        case id(Int)
        case level(AdministrativeUnit.Level?)
    }

    func report() throws -> Report {
        var counts: [Subject: ReportCounts] = [:]
        try addDossiers(to: &counts)
        try addIssuedElsewhere(to: &counts)
        let scale = try addAnswers(to: &counts)
        var total = ReportCounts()
        for value in counts.values { total += value }
        let rows = request.by == .none ? [] : counts.compactMap { subject, counts in row(subject, counts) }
        let name = scale.joined(separator: ",")
        func onScale(_ row: ReportRow) -> ReportRow {
            var row = row
            row.scale = name
            return row
        }
        return Report(
            request: request,
            rows: rows.map(onScale).sorted {
                ($0.code, ($0.validFrom ?? .beginning)) < ($1.code, ($1.validFrom ?? .beginning))
            },
            total: onScale(
                ReportRow(code: "", name: "Tổng cộng", validFrom: nil, counts: total, subject: .total)),
            levels: scale)
    }

    /// The tally's columns that decide on a row.
    private var dimensions: String {
        switch request.by {
        case .level: "month, desk_id"
        case .commune: "0 AS month, commune_id"
        case .desk: "0 AS month, desk_id"
        case .procedure: "0 AS month, procedure_id"
        case .none: "0 AS month, 0"
        }
    }

    private func subject(_ row: Row) -> Subject {
        let id: Int = row[1]
        switch request.by {
        case .level:
            let month = Month(number: row[0])
            let unit = catalogue.desks[id].flatMap {
                catalogue.unit(of: $0, on: month.lastDay) ?? catalogue.unit(of: $0, on: month.firstDay)
            }
            return .level(unit?.level)
        case .commune where request.boundaries == .now:
            return .id(catalogue.units[id].map { catalogue.today($0).id } ?? id)
        case .desk, .procedure, .commune, .none:
            return .id(id)
        }
    }

    private func row(_ subject: Subject, _ counts: ReportCounts) -> ReportRow? {
        switch (subject, request.by) {
        case (.level(let level), _):
            return ReportRow(
                code: level?.rawValue ?? "", name: level?.name.vi ?? "Không rõ", validFrom: nil, counts: counts,
                subject: level.map(TableRow.level))
        case (.id(let id), .commune):
            return catalogue.units[id].map {
                ReportRow(
                    code: $0.code, name: $0.name, validFrom: $0.validity.from, counts: counts, subject: .commune(id))
            }
        case (.id(let id), .desk):
            return catalogue.desks[id].map {
                ReportRow(
                    code: $0.code, name: $0.name, validFrom: $0.validity.from, counts: counts, subject: .desk(id))
            }
        case (.id(let id), .procedure):
            return catalogue.procedures[id].map {
                ReportRow(
                    code: $0.code.key, name: $0.name, validFrom: $0.validity.from, counts: counts,
                    subject: .procedure(id))
            }
        case (.id, _):
            return nil
        }
    }

    private var condition: String {
        var parts = ["month BETWEEN \(request.from?.number ?? 0) AND \(request.to?.number ?? 1_000_000)"]
        if let desks = request.desks {
            parts.append("desk_id IN (\(desks.sorted().map(String.init).joined(separator: ", ")))")
        }
        return parts.joined(separator: " AND ")
    }

    private func addDossiers(to counts: inout [Subject: ReportCounts]) throws {
        let columns = [
            "completed", "early", "on_time", "late", "direct", "online", "post", "digitised", "issued", "voided",
        ]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(dimensions), \(columns.map { "sum(\($0))" }.joined(separator: ", "))
                FROM dossier_tally WHERE \(condition) GROUP BY 1, 2
                """)
        while let row = try rows.next() {
            var part = ReportCounts()
            part.completed = row[2]
            part.early = row[3]
            part.onTime = row[4]
            part.late = row[5]
            part.direct = row[6]
            part.online = row[7]
            part.post = row[8]
            part.digitised = row[9]
            part.issued = row[10]
            part.voided = row[11]
            if part != ReportCounts() { counts[subject(row), default: ReportCounts()] += part }
        }
    }

    /// Whoever answered had a link, whether it was made here or not.
    private func addIssuedElsewhere(to counts: inout [Subject: ReportCounts]) throws {
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(dimensions), sum(answers) FROM unissued_answer_tally WHERE \(condition) GROUP BY 1, 2
                """)
        while let row = try rows.next() {
            var part = ReportCounts()
            part.issued = row[2]
            part.issuedElsewhere = row[2]
            counts[subject(row), default: ReportCounts()] += part
        }
        // A dossier answered by a link from elsewhere whose slip is made after it expired would count twice.
        for (subject, all) in counts {
            let here = all.issued - all.issuedElsewhere
            let elsewhere = min(all.issuedElsewhere, max(0, all.completed - here))
            counts[subject]?.issuedElsewhere = elsewhere
            counts[subject]?.issued = here + elsewhere
        }
    }

    /// Adds the answers on one scale, the one with the most answers, and returns its levels: answers on different scales
    /// are never added up.
    private func addAnswers(to counts: inout [Subject: ReportCounts]) throws -> [String] {
        let packs = try Row.fetchAll(db, sql: "SELECT * FROM questionnaire ORDER BY id")
        let channels = request.channels.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        var byScale: [String: [Subject: ReportCounts]] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(dimensions), questionnaire_id, value, sum(count)
                FROM answer_tally WHERE \(condition) AND question = 'overall' AND channel IN (\(channels))
                GROUP BY 1, 2, 3, 4
                """)
        while let row = try rows.next() {
            let questionnaire: Int = row[2]
            guard let pack = packs.first(where: { $0["id"] == questionnaire }) else { continue }
            let value: String = row[3]
            let count: Int = row[4]
            let isSatisfied = (pack["satisfied_levels"] as String).split(separator: ",").contains { $0 == value }
            var part = ReportCounts()
            part.answers = count
            part.satisfied = isSatisfied ? count : 0
            part.levels = [value: count]
            byScale[pack["levels"], default: [:]][subject(row), default: ReportCounts()] += part
        }
        func answers(_ scale: [Subject: ReportCounts]) -> Int { scale.values.reduce(0) { $0 + $1.answers } }
        let most = byScale.max { (answers($0.value), $1.key) < (answers($1.value), $0.key) }
        for (subject, part) in most?.value ?? [:] { counts[subject, default: ReportCounts()] += part }
        return try (most?.key ?? usualScale()).split(separator: ",").map(String.init)
    }

    /// The scale that most answers are on, for a report without any.
    private func usualScale() throws -> String {
        try String.fetchOne(
            db,
            sql: """
                SELECT levels FROM answer_tally JOIN questionnaire ON questionnaire.id = questionnaire_id
                WHERE question = 'overall' GROUP BY levels ORDER BY sum(count) DESC, levels LIMIT 1
                """) ?? "3,2,1"
    }
}
