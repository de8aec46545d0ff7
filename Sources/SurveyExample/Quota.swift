import Survey

/// The counts of one level that the district's report gives for January to May 2024, exactly.
struct Quota: Sendable {
    let resolved: Int
    let onTime: Int
    let late: Int
    let digitised: Int
    let direct: Int
    /// Of the resolved, those that had come in before the year began.
    let carriedOver: Int

    /// 1,674 received = 37 direct + 1,389 online + 248 that the report does not explain and that are taken as carried
    /// over; 1,674 − 86 pending − 26 awaiting supplement − 15 ineligible = 1,547 resolved.
    static let district = Quota(resolved: 1547, onTime: 479, late: 0, digitised: 1524, direct: 37, carriedOver: 248)
    static let communes = Quota(resolved: 8202, onTime: 1144, late: 2, digitised: 8184, direct: 1, carriedOver: 0)
}

/// A dossier before it has its number.
struct Draft: Sendable {
    let office: Roster.Office
    let desk: Desk
    let procedure: Procedure
    let communeCode: String
    let completedOn: Day
    var receivedOn: Day
    var receivedVia = ReceivedVia.online
    var timeliness = Timeliness.early
    var isDigitised = true

    func numbered(_ number: Int) throws -> GeneratedDossier {
        let (year, month, day) = receivedOn.parts
        let digits = [year % 100 * 10_000 + month * 100 + day, number].map(String.init)
        let code = zip(digits, [6, 4]).map { String(repeating: "0", count: max(0, $1 - $0.count)) + $0 }
        return GeneratedDossier(
            code: try DossierCode("\(office.agency)-\(code[0])-\(code[1])"), deskCode: desk.code,
            procedureCode: procedure.code.key, communeCode: communeCode, receivedOn: receivedOn,
            completedOn: completedOn, receivedVia: receivedVia, timeliness: timeliness, isDigitised: isDigitised)
    }
}
