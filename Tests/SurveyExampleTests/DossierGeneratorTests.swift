import Crypto
import Foundation
import OwnThread
import Survey
import SurveyExample
import Testing

@Suite("The example's dossiers", .ownThread)
struct DossierGeneratorTests {
    /// resolved, early, on time, late, digitised, direct, online.
    private func counts(_ dossiers: [GeneratedDossier]) -> [Int] {
        [
            dossiers.count, dossiers.count { $0.timeliness == .early }, dossiers.count { $0.timeliness == .onTime },
            dossiers.count { $0.timeliness == .late }, dossiers.count { $0.isDigitised },
            dossiers.count { $0.receivedVia == .direct }, dossiers.count { $0.receivedVia == .online },
        ]
    }

    @Test("January to May 2024 has exactly the counts of the public report, by level of the desk's unit")
    func reported() throws {
        let catalogue = try ExampleFiles.catalogue()
        let dossiers = try DossierGenerator(catalogue: catalogue).reportedDossiers()
        func level(_ dossier: GeneratedDossier) -> AdministrativeUnit.Level? {
            catalogue.desk(code: dossier.deskCode, on: dossier.completedOn)
                .flatMap { catalogue.unit(of: $0, on: dossier.completedOn) }?.level
        }
        #expect(counts(dossiers.filter { level($0) == .district }) == [1547, 1068, 479, 0, 1524, 37, 1510])
        #expect(counts(dossiers.filter { level($0) == .commune }) == [8202, 7056, 1144, 2, 8184, 1, 8201])
        #expect(dossiers.allSatisfy { DossierGenerator.reported.contains($0.completedOn.month) })
    }

    @Test("nothing is completed on a weekend, at Tết, or on a public holiday of spring 2024")
    func workingDays() throws {
        let days = Set(try ExampleFiles.generator().reportedDossiers().map(\.completedOn))
        let closed = try [
            "2024-01-01", "2024-02-08", "2024-02-09", "2024-02-12", "2024-02-13", "2024-02-14", "2024-04-18",
            "2024-04-29", "2024-04-30", "2024-05-01",
        ].map(ExampleFiles.day)
        #expect(days.isDisjoint(with: closed))
        #expect(days.allSatisfy { $0.weekday <= 5 })
        // 110 weekdays, less those ten.
        #expect(days.count == 100)
    }

    @Test("every desk, procedure and commune is valid on the day, through every change of communes")
    func validity() throws {
        let catalogue = try ExampleFiles.catalogue()
        let dossiers = try DossierGenerator(catalogue: catalogue).dossiers(today: ExampleFiles.day("2026-11-24"))
        for dossier in dossiers {
            let desk = catalogue.desk(code: dossier.deskCode, on: dossier.completedOn)
            #expect(desk.flatMap { catalogue.unit(of: $0, on: dossier.completedOn) } != nil, "\(dossier.csvLine)")
            #expect(catalogue.procedure(key: dossier.procedureCode, on: dossier.completedOn) != nil)
            #expect(catalogue.unit(code: dossier.communeCode, on: dossier.completedOn)?.level == .commune)
            #expect(dossier.receivedOn <= dossier.completedOn)
        }
        #expect(Set(dossiers.map(\.deskCode)) == Set(catalogue.desks.values.map(\.code)))
    }

    @Test("no dossier code is given twice, and both national forms are in use")
    func codes() throws {
        let codes = try ExampleFiles.generator().dossiers(today: ExampleFiles.day("2026-11-24")).map(\.code.text)
        #expect(Set(codes).count == codes.count)
        #expect(codes.contains { $0.hasPrefix("000.01.18.H40-2401") })
        #expect(codes.contains { $0.hasPrefix("H40.18-2401") })
        #expect(codes.contains { $0.hasPrefix("H42.18.12-2507") })
    }

    @Test("the same seed gives the same bytes on every machine, another seed other ones")
    func pinned() throws {
        let today = try ExampleFiles.day("2026-07-15")
        let catalogue = try ExampleFiles.catalogue()
        func digest(_ generator: DossierGenerator) throws -> String {
            SHA256.hash(data: Data(GeneratedDossier.csv(try generator.dossiers(today: today)).utf8))
                .map { String(format: "%02x", $0) }.joined()
        }
        #expect(
            try digest(DossierGenerator(catalogue: catalogue))
                == "ab940cd5798552e4cc44727af29a0d53ab7ff2e9e7ef5acee10eb8e7e90607d7")
        #expect(
            try digest(DossierGenerator(catalogue: catalogue, seed: 1))
                != digest(DossierGenerator(catalogue: catalogue)))
    }

    @Test("a later today adds dossiers and changes none")
    func growth() throws {
        let generator = try ExampleFiles.generator()
        let before = try generator.laterDossiers(today: ExampleFiles.day("2025-07-04"))
        let after = try generator.laterDossiers(today: ExampleFiles.day("2025-07-11"))
        #expect(Array(after.prefix(before.count)) == before)
        #expect(after.count > before.count + 5 * 26 - 1)
    }

    @Test("what was made for a Sunday takes no code that a later run needs")
    func sunday() throws {
        let generator = try ExampleFiles.generator()
        let sunday = try ExampleFiles.day("2025-07-06")
        let made = try generator.laterDossiers(today: sunday).filter { $0.completedOn == sunday }
        let later = Set(try generator.laterDossiers(today: sunday + 30).map(\.code))
        #expect(!made.isEmpty && later.isDisjoint(with: made.map(\.code)))
    }

    @Test("some dossiers are completed today, on a Sunday too", arguments: ["2026-11-22", "2026-11-24"])
    func today(day: String) throws {
        let today = try ExampleFiles.day(day)
        let dossiers = try ExampleFiles.generator().laterDossiers(today: today)
        #expect(dossiers.count { $0.completedOn == today } >= 20)
        #expect(dossiers.allSatisfy { $0.completedOn <= today })
    }

    @Test("certified copies lead, civil status follows, and the town has most")
    func mix() throws {
        let catalogue = try ExampleFiles.catalogue()
        let dossiers = try DossierGenerator(catalogue: catalogue).reportedDossiers()
            .filter { !$0.deskCode.hasPrefix("XT-364") }
        let fields = Dictionary(grouping: dossiers) {
            catalogue.procedure(key: $0.procedureCode, on: $0.completedOn)?.field ?? ""
        }.mapValues(\.count).sorted { $0.value > $1.value }
        #expect(fields.prefix(2).map(\.key) == ["Chứng thực", "Hộ tịch"])
        let communes = Dictionary(grouping: dossiers, by: \.communeCode).mapValues(\.count)
        #expect(communes.count == 20)
        #expect(communes.max { $0.value < $1.value }?.key == "14089")
        #expect(communes.values.allSatisfy { $0 > 200 })
    }
}
