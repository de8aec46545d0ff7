import GRDB
import Survey

extension Day {
    /// Stands in the database for "before anything that was recorded": no calendar reaches it.
    static let beginning = Day(number: -1_000_000)
}

extension Validity {
    init(_ row: Row) {
        let from = row["valid_from"] as Int
        self.init(
            from: from == Day.beginning.number ? nil : Day(number: from),
            to: (row["valid_to"] as Int?).map(Day.init(number:)))
    }

    /// `valid_from` as it is stored.
    var storedFrom: Int { (from ?? .beginning).number }
}

extension Dossier {
    init?(_ row: Row) {
        guard let via = ReceivedVia(rawValue: row["received_via"]),
            let timeliness = Timeliness(rawValue: row["timeliness"])
        else { return nil }
        self.init(
            deskID: row["desk_id"], procedureID: row["procedure_id"], communeID: row["commune_id"],
            completedOn: Day(number: row["completed_on"]), receivedVia: via, timeliness: timeliness,
            isDigitised: row["is_digitised"])
    }
}

extension DossierID {
    /// As SQLite holds it; 60 bits always fit.
    var stored: Int64 { Int64(value) }
}
