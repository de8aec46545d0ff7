import Foundation
import Hummingbird
import Survey

/// What a registration request carries: one dossier, or a list.
struct DossierBody {
    /// The most dossiers of one request.
    static let most = 10_000

    let rows: [DossierRow]
    /// Whether it was `{"dossiers": […]}`.
    let isList: Bool

    /// - Throws: `APIProblem`: 400 for what is no JSON, 422 for what is neither one object nor a list of them.
    init(_ bytes: Data) throws {
        let sent: Sent
        do {
            sent = try JSONDecoder().decode(Sent.self, from: bytes)
        } catch {
            throw APIProblem(
                status: .badRequest, detail: Localized(vi: "nội dung không phải JSON", en: "the body is no JSON"))
        }
        switch sent {
        case .other(.unreadable):
            throw DossierBody.refused("", nil, vi: DossierRow.unreadable.vi, en: DossierRow.unreadable.en)
        case .other(let value):
            throw DossierBody.refused(
                "", value, vi: "phải là một đối tượng hồ sơ, hoặc {\"dossiers\": […]}",
                en: "must be one dossier's object, or {\"dossiers\": […]}")
        case .one(let row):
            (rows, isList) = ([row], false)
        case .list(let list, let unknown):
            let entries = unknown.map { name, value in
                APIProblem.Entry(index: nil, field: name, value: value, reason: DossierRow.unknownField)
            }
            if !entries.isEmpty { throw APIProblem.rejected(entries) }
            guard list.count <= DossierBody.most else {
                throw DossierBody.refused(
                    "dossiers", .integer(list.count), vi: "tối đa \(DossierBody.most) hồ sơ mỗi lần",
                    en: "at most \(DossierBody.most) dossiers at once")
            }
            guard let rows = list.rows else {
                throw DossierBody.refused(
                    "dossiers", list.other, vi: "phải là một danh sách", en: "must be an array")
            }
            (self.rows, isList) = (rows, true)
        }
    }

    private static func refused(_ field: String, _ value: JSONValue?, vi: String, en: String) -> APIProblem {
        .rejected([.init(index: nil, field: field, value: value, reason: Localized(vi: vi, en: en))])
    }

    /// Checks every row against the catalogue.
    ///
    /// - Throws: `APIProblem` 422 with every bad field of every row.
    func registrations(catalogue: Catalogue, today: Day) throws -> [Registration] {
        var entries: [APIProblem.Entry] = []
        var registrations: [Registration] = []
        registrations.reserveCapacity(rows.count)
        var repeats = DossierRepeats<DossierCode>()
        for (index, row) in rows.enumerated() {
            let before = entries.count
            entries += row.entries(index)
            guard row.isObject else { continue }
            var problems = InputProblems()
            let registration = Registration(
                row.fields, row: index, catalogue: catalogue, today: today, problems: &problems)
            let named = Set(entries[before...].map(\.field))
            entries += problems.first.filter { !named.contains($0.field) }.map(APIProblem.Entry.init)
            guard let registration else { continue }
            if case .contradicts(let first) = repeats.take(registration.code, registration.dossier, row: index) {
                entries.append(.init(.contradiction(registration.code, row: index, first: first)))
            }
            registrations.append(registration)
        }
        if !entries.isEmpty { throw APIProblem.rejected(entries) }
        return registrations
    }
}

extension DossierBody {
    /// The body, told apart by its outermost shape.
    private enum Sent: Decodable {
        case one(DossierRow)
        case list(List, unknown: [(String, JSONValue)])
        case other(JSONValue)

        init(from decoder: any Decoder) throws {
            guard let members = try? decoder.container(keyedBy: JSONKey.self) else {
                self = .other(try JSONValue(from: decoder))
                return
            }
            let list = JSONKey("dossiers")
            guard members.contains(list) else {
                self = .one(try DossierRow(from: decoder))
                return
            }
            let unknown = try members.allKeys.filter { $0.stringValue != list.stringValue }.prefix(
                DossierRow.namedUnknown
            )
            .map { ($0.stringValue, try members.decode(JSONValue.self, forKey: $0)) }
            self = .list(try members.decode(List.self, forKey: list), unknown: unknown)
        }
    }

    private struct List: Decodable {
        var rows: [DossierRow]?
        var other: JSONValue?
        var count = 0

        init(from decoder: any Decoder) throws {
            guard var container = try? decoder.unkeyedContainer() else {
                other = try JSONValue(from: decoder)
                return
            }
            count = container.count ?? 0
            // Too many are refused by their number alone: millions of wrong rows would take a lot of memory.
            if count > DossierBody.most { return }
            var rows: [DossierRow] = []
            rows.reserveCapacity(count)
            while !container.isAtEnd { rows.append(try container.decode(DossierRow.self)) }
            self.rows = rows
        }
    }
}
