import Foundation
import Survey
import SurveyStore

/// A CSV of completed dossiers as an office uploads it: what can be registered of it, and what is wrong with the rest.
struct DossierFile: Sendable {
    /// The most rows of one upload.
    static let most = 10_000

    /// What would become of a row. Whether a dossier was rated is in none of them.
    enum Status: String, Sendable, CaseIterable {
        case new, known, changed, void
    }

    /// A row that says once more what an earlier one did; it counts once.
    struct Repeat: Sendable {
        let line: Int
        let first: Int
    }

    /// The lines on which the registrations stand, each dossier's first.
    private(set) var lines: [Int] = []
    private(set) var registrations: [Registration] = []
    /// Of each registration that has no problem, in their order; empty until they were compared with the store.
    private(set) var statuses: [Status] = []
    /// Whether each registration's slip would be expired already, in their order.
    private(set) var areExpired: [Bool] = []
    private(set) var repeats: [Repeat] = []
    /// All of them: whoever mends a file wants to do it once.
    private(set) var problems = InputProblems(keeping: .max)
    private var seen = DossierRepeats<DossierCode>()

    /// - Throws: `SurveyError` (`invalid`) for what is no CSV, has other columns, or has too many rows.
    init(_ bytes: Data, desks: StaffDesks, today: Day) throws {
        var records: [CSVReader.Record] = []
        var reader = CSVReader()
        try reader.read(bytes) { records.append($0) }
        try reader.finish { records.append($0) }
        guard let header = records.first else {
            throw SurveyError(.invalid, vi: "tệp trống, không có dòng tiêu đề", en: "the file is empty")
        }
        let names = header.fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        let wanted = ImportKind.dossiers.requiredColumns
        try DossierFile.check(names, wanted, line: header.line)
        guard records.count <= DossierFile.most + 1 else {
            throw SurveyError(
                .invalid, vi: "tối đa \(DossierFile.most) dòng mỗi lần", en: "at most \(DossierFile.most) rows at once")
        }
        let columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        for record in records.dropFirst() { take(record, columns, desks, today) }
    }

    /// - Throws: `SurveyError` that names the columns that are unknown, missing or there twice.
    private static func check(_ names: [String], _ wanted: [String], line: Int) throws {
        let repeated = Set(names.filter { name in names.count { $0 == name } > 1 }).sorted()
        let faults: [(Localized, [String])] = [
            (Localized(vi: "cột không biết", en: "unknown column"), names.filter { !wanted.contains($0) }),
            (Localized(vi: "thiếu cột", en: "missing column"), wanted.filter { !names.contains($0) }),
            (Localized(vi: "cột lặp lại", en: "repeated column"), repeated),
        ].filter { !$0.1.isEmpty }
        guard !faults.isEmpty else { return }
        func words(_ language: Language) -> String {
            faults.map { "\($0[language]) \($1.map { "“\($0)”" }.joined(separator: ", "))" }.joined(separator: "; ")
        }
        throw SurveyError(
            .invalid, vi: "dòng \(line): \(words(.vietnamese))", en: "line \(line): \(words(.english))")
    }

    private mutating func take(
        _ record: CSVReader.Record, _ columns: [String: Int], _ desks: StaffDesks, _ today: Day
    ) {
        guard record.fields.count == columns.count else {
            problems.add(
                row: record.line, field: "", value: "\(record.fields.count)",
                vi: "dòng có \(record.fields.count) cột, tiêu đề có \(columns.count)",
                en: "the row has \(counted(record.fields.count, "field")), the header \(columns.count)")
            return
        }
        func field(_ name: String) -> String {
            columns[name].map { record.fields[$0].trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
        }
        let fields = RegistrationFields(
            dossierCode: field("dossier_code"), deskCode: field("desk_code"), procedureCode: field("procedure_code"),
            communeCode: field("commune_code"), completedOn: field("completed_on"), receivedVia: field("received_via"),
            timeliness: field("timeliness"), digitised: field("digitised"))
        guard
            let registration = Registration(
                fields, row: record.line, catalogue: desks.catalogue, today: today, problems: &problems)
        else { return }
        guard desks.contains(registration.dossier.deskID) else {
            problems.add(
                row: record.line, field: "desk_code", value: fields.deskCode, vi: "quầy ngoài phạm vi của tài khoản",
                en: "a desk outside the account's scope")
            return
        }
        switch seen.take(registration.code, registration.dossier, row: record.line) {
        case .first:
            lines.append(record.line)
            registrations.append(registration)
        case .same(let first):
            repeats.append(Repeat(line: record.line, first: first))
        case .contradicts(let first):
            problems.add(.contradiction(registration.code, row: record.line, first: first))
        }
    }

    /// Adds what the store knows better: a dossier whose slip is out with other particulars, or of somebody else's desk.
    mutating func compare(with store: Store, desks: StaffDesks) throws {
        let settings = try store.settings()
        for (line, registration) in zip(lines, registrations) {
            func problem(_ vi: String, _ en: String) {
                problems.add(row: line, field: "dossier_code", value: registration.code.text, vi: vi, en: en)
            }
            var state = DossierState.unknown
            var id: DossierID?
            for secret in store.keyRing.secrets where state == .unknown {
                let candidate = secret.id(of: registration.code)
                state = try store.state(of: candidate)
                id = candidate
            }
            switch state {
            case .unknown: statuses.append(.new)
            case .dissolved: statuses.append(.known)
            case .open(let old), .rated(let old), .void(let old), .closed(let old):
                if !desks.contains(old.deskID) {
                    problem("hồ sơ thuộc quầy khác", "the dossier belongs to another desk")
                } else if old == registration.dossier {
                    if case .void = state { statuses.append(.void) } else { statuses.append(.known) }
                } else if let id, try store.isIssued(id) {
                    problem("đã phát phiếu, thông tin không đổi được nữa", "issued: its particulars cannot change")
                } else {
                    statuses.append(.changed)
                }
            }
            areExpired.append(settings.lastDay(completedOn: registration.dossier.completedOn) < store.today)
        }
    }
}
