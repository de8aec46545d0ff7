import GRDB
public import Survey

/// Points for one index, as somebody typed them.
public struct AgencyPoints: Sendable, Hashable {
    public let index: AgencyIndex
    public let kind: AgencyEntry.Kind
    public let points: Double
    public let note: String

    public init(index: AgencyIndex, kind: AgencyEntry.Kind, points: Double, note: String) {
        self.index = index
        self.kind = kind
        self.points = points
        self.note = note
    }
}

extension Store {
    /// Everything that was entered for a period, the oldest first; the newest of a unit, index and kind holds.
    public func agencyEntries(_ period: Period) async throws -> [AgencyEntry] {
        try await read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM agency_entry WHERE period = ? ORDER BY id", arguments: [period.description]
            ).compactMap { row in
                guard let index = AgencyIndex(rawValue: row["agency_index"]),
                    let kind = AgencyEntry.Kind(rawValue: row["kind"]),
                    let entry = AgencyScore.Entry(
                        points: row["points"], by: row["entered_by"], on: Day(number: row["entered_on"]),
                        note: row["note"])
                else { return nil }
                return AgencyEntry(unitID: row["unit_id"], period: period, index: index, kind: kind, entry: entry)
            }
        }
    }

    /// Keeps what was entered beside all that was entered before; each entry is in the audit trail.
    ///
    /// - Throws: `SurveyError`: `invalid` for points outside 0 … 2, an own score of an index that is computed, a period
    ///   that is no month, quarter or year, or one that has not begun; `notFound` for an unknown unit.
    public func enter(
        _ points: [AgencyPoints], unit id: AdministrativeUnit.ID, period: Period, by actor: String
    ) async throws {
        guard let months = period.months, months.lowerBound.firstDay <= today else {
            throw SurveyError(
                .invalid, vi: "điểm được nhập theo tháng, quý hoặc năm đã bắt đầu",
                en: "points are entered for a month, quarter or year that has begun")
        }
        guard let unit = try catalogue().units[id] else {
            throw SurveyError(.notFound, vi: "không có đơn vị này", en: "there is no such unit")
        }
        for entry in points { try Store.check(entry) }
        let day = today
        try await write { [trail] db in
            for entry in points {
                let before = try Double.fetchOne(
                    db,
                    sql: """
                        SELECT points FROM agency_entry
                        WHERE unit_id = ? AND period = ? AND agency_index = ? AND kind = ? ORDER BY id DESC LIMIT 1
                        """,
                    arguments: [id, period.description, entry.index.rawValue, entry.kind.rawValue])
                try db.execute(
                    sql: """
                        INSERT INTO agency_entry
                            (unit_id, period, agency_index, kind, points, note, entered_by, entered_on)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        id, period.description, entry.index.rawValue, entry.kind.rawValue, entry.points, entry.note,
                        actor, day.number,
                    ])
                var details = [
                    "index": "\(entry.index.rawValue)", "kind": entry.kind.rawValue, "period": period.description,
                    "points": "\(entry.points)",
                ]
                details["before"] = before.map { "\($0)" }
                if !entry.note.isEmpty { details["note"] = entry.note }
                try trail.append(AuditAct(.figure, subject: unit.code, details: details), by: actor, to: db)
            }
        }
    }

    private static func check(_ entry: AgencyPoints) throws {
        guard (0...AgencyIndex.maximum).contains(entry.points), entry.note.count <= 500 else {
            throw SurveyError(
                .invalid, vi: "chỉ số \(entry.index.rawValue): điểm từ 0 đến 2, ghi chú tối đa 500 ký tự",
                en: "index \(entry.index.rawValue): points from 0 to 2, a note of at most 500 characters")
        }
        guard entry.kind == .verified || entry.index.mayBeEntered else {
            throw SurveyError(
                .invalid, vi: "chỉ số \(entry.index.rawValue) được tính từ số liệu, không nhập tay",
                en: "index \(entry.index.rawValue) is computed from data, not entered")
        }
    }
}
