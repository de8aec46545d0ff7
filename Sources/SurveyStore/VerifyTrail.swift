import Foundation
import GRDB
import Survey

/// What the audit trail says that settings, accounts and API keys are.
///
/// Passwords are not among it: the trail has that one was changed, and nothing of what it is.
struct TracedState: Equatable {
    struct Person: Equatable {
        var role: String
        /// Codes of units and desks.
        var scope: Set<String>
        var isDisabled = false
    }

    struct Key: Equatable {
        var scopes: String
        var isRevoked = false
    }

    var settings: [String: String] = [:]
    var people: [String: Person] = [:]
    var keys: [String: Key] = [:]

    /// Goes through the whole trail.
    init(trailOf db: Database) throws {
        let decoder = JSONDecoder()
        let rows = try Row.fetchCursor(db, sql: "SELECT action, subject, details FROM audit ORDER BY sequence")
        while let row = try rows.next() {
            let subject: String = row[1]
            let details = (try? decoder.decode([String: String].self, from: Data((row[2] as String).utf8))) ?? [:]
            switch AuditAct.Action(rawValue: row[0]) {
            case .setting: settings[subject] = details["value"] ?? ""
            case .accountAdd:
                people[subject] = Person(role: details["role"] ?? "", scope: TracedState.scope(details["scope"]))
            case .accountScope: people[subject]?.scope = TracedState.scope(details["scope"])
            case .accountDisable: people[subject]?.isDisabled = true
            case .accountEnable: people[subject]?.isDisabled = false
            case .apiKeyAdd: keys[subject] = Key(scopes: details["scopes"] ?? "")
            case .apiKeyRevoke: keys[subject]?.isRevoked = true
            default: break
            }
        }
    }

    /// Reads the tables themselves.
    init(tablesOf db: Database) throws {
        for row in try Row.fetchAll(db, sql: "SELECT name, value FROM setting") {
            let name: String = row[0]
            settings[name] = (try? Setting.named(name))?.traced(row[1]) ?? row[1]
        }
        for row in try Row.fetchAll(db, sql: "SELECT name, role, is_disabled FROM account") {
            people[row[0]] = Person(role: row[1], scope: [], isDisabled: row[2])
        }
        for row in try Row.fetchAll(db, sql: "SELECT account, code FROM account_scope") {
            people[row[0]]?.scope.formUnion(TracedState.scope(row[1]))
        }
        for row in try Row.fetchAll(db, sql: "SELECT name, scopes, is_revoked FROM api_key") {
            keys[row[0]] = Key(scopes: row[1], isRevoked: row[2])
        }
    }

    /// As it is written behind one another; `*` is everything.
    private static func scope(_ text: String?) -> Set<String> {
        let codes = (text ?? "").precomposedStringWithCanonicalMapping.split(separator: " ").map(String.init)
        return Set(codes).subtracting(["*"])
    }
}

extension Findings {
    /// Compares settings, accounts and API keys with what the audit trail says of them.
    mutating func checkTraced(_ db: Database) throws {
        let (traced, found) = (try TracedState(trailOf: db), try TracedState(tablesOf: db))
        for name in TracedState.differences(traced.settings, found.settings) {
            add(
                "thiết lập \(name) không như nhật ký hoạt động ghi",
                "the setting \(name) is not as the audit trail has it")
        }
        for name in TracedState.differences(traced.people, found.people) {
            add(
                "tài khoản \(name) không như nhật ký hoạt động ghi",
                "the account \(name) is not as the audit trail has it")
        }
        for name in TracedState.differences(traced.keys, found.keys) {
            add(
                "khóa API \(name) không như nhật ký hoạt động ghi",
                "the API key \(name) is not as the audit trail has it")
        }
    }

    /// Compares the tally of slips by kind of day with the dossiers of months that retention has not touched.
    mutating func checkIssueDays(_ db: Database, retainedFrom day: Day) throws {
        let first = day.month + 1
        // 1970-01-01 was a Thursday.
        let differences = try Row.fetchAll(
            db,
            sql: """
                WITH counted AS (
                    SELECT desk_id, strftime('%Y', completed_on * 86400, 'unixepoch') * 12
                        + strftime('%m', completed_on * 86400, 'unixepoch') - 1 AS month,
                        (completed_on + 3) % 7 + 1 AS weekday, timeliness, count(*) AS completed, sum(is_issued) AS issued
                    FROM dossier WHERE completed_on >= :day GROUP BY 1, 2, 3, 4
                ), tallied AS (
                    SELECT desk_id, month, weekday, timeliness, completed, issued FROM issue_tally
                    WHERE month >= :month AND (completed > 0 OR issued > 0)
                )
                SELECT month, desk_id FROM (SELECT * FROM counted EXCEPT SELECT * FROM tallied)
                UNION SELECT month, desk_id FROM (SELECT * FROM tallied EXCEPT SELECT * FROM counted)
                """, arguments: ["day": first.firstDay.number, "month": first.number])
        for row in differences {
            let desk = try String.fetchOne(
                db, sql: "SELECT code FROM desk WHERE id = ?", arguments: [row["desk_id"] as Int])
            let month = Month(number: row["month"])
            add(
                "tháng \(month), quầy \(desk ?? "?"): số phiếu theo loại ngày không khớp với hồ sơ",
                "month \(month), desk \(desk ?? "?"): the tally of slips by kind of day disagrees with the dossiers")
        }
    }
}

extension TracedState {
    /// The names under which the two differ, sorted.
    fileprivate static func differences<Value: Equatable>(_ a: [String: Value], _ b: [String: Value]) -> [String] {
        Set(a.keys).union(b.keys).filter { a[$0] != b[$0] }.sorted()
    }
}
