public import Survey

/// Makes the completed dossiers of the Xuân Trường example, the same on every machine for the same seed.
///
/// The first five months of 2024 have exactly the counts of the district's public report; what follows, until today, is
/// made up at a lower volume, through the changes of communes on 1 September 2024 and 1 July 2025.
public struct DossierGenerator: Sendable {
    let catalogue: Catalogue
    let seed: UInt64

    /// - Parameter catalogue: what ``ExampleCatalogue/read(communes:desks:procedures:)`` gives.
    public init(catalogue: Catalogue, seed: UInt64 = 20_240_501) {
        self.catalogue = catalogue
        self.seed = seed
    }

    /// The months that the report is about.
    public static let reported = Month(number: 2024 * 12)...Month(number: 2024 * 12 + 4)

    /// Everything until today: ``reportedDossiers()`` and ``laterDossiers(today:)``.
    public func dossiers(today: Day) throws -> [GeneratedDossier] {
        try reportedDossiers() + laterDossiers(today: today)
    }

    /// In the order in which they were completed; the order of a register of the time.
    static func isBefore(_ a: GeneratedDossier, _ b: GeneratedDossier) -> Bool {
        (a.completedOn, a.deskCode, a.code.text) < (b.completedOn, b.deskCode, b.code.text)
    }

    /// A draft completed on a day at an office, received as many working days before as its procedure takes, but not
    /// before `floor`.
    func draft(
        _ random: inout SplitMix64, on day: Day, at office: Roster.Office, mix: ValidMix, communeCode: String,
        floor: Day
    ) throws -> (draft: Draft, workingDays: Int) {
        let procedure = mix.draw(&random)
        guard let desk = ProcedureField.desk(for: procedure, among: office.desks) else {
            throw SurveyError(
                .invalid, vi: "dữ liệu ví dụ: \(office.unit.name) không có quầy nào ngày \(day)",
                en: "example data: \(office.unit.name) has no desk on \(day)")
        }
        var workingDays = random.among(ProcedureField.workingDays(procedure))
        var receivedOn = ExampleCalendar.day(workingDays, before: day)
        while receivedOn < floor, workingDays > 0 {
            workingDays -= 1
            receivedOn = ExampleCalendar.day(workingDays, before: day)
        }
        let draft = Draft(
            office: office, desk: desk, procedure: procedure, communeCode: communeCode, completedOn: day,
            receivedOn: receivedOn)
        return (draft, workingDays)
    }
}
