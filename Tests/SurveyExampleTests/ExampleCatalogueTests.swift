import OwnThread
import Survey
import SurveyExample
import Testing

@Suite("The example's catalogue", .ownThread)
struct ExampleCatalogueTests {
    @Test(
        "Xuân Trường has 20, then 14, then 4 communes",
        arguments: [("2024-08-31", 20), ("2024-09-01", 14), ("2025-06-30", 14), ("2025-07-01", 4)])
    func communes(day: String, count: Int) throws {
        let day = try ExampleFiles.day(day)
        let units = try ExampleFiles.catalogue().units.values
        #expect(units.count { $0.level == .commune && $0.validity.contains(day) } == count)
    }

    @Test("every commune of the past leads to one of today's four, and the code 14122 to three names")
    func successors() throws {
        let catalogue = try ExampleFiles.catalogue()
        let communes = catalogue.units.values.filter { $0.level == .commune }
        #expect(communes.count == 27)
        #expect(
            Set(communes.map { catalogue.today($0).name }) == [
                "Xã Xuân Trường", "Xã Xuân Hồng", "Xã Xuân Giang", "Xã Xuân Hưng",
            ])
        #expect(
            Set(catalogue.units(code: "14122").map(\.name)) == ["Xã Xuân Phương", "Xã Trà Lũ", "Xã Xuân Hưng"])
    }

    @Test(
        "every unit that stands on a day has a desk, and every desk a unit",
        arguments: ["2024-01-02", "2024-09-01", "2025-06-30", "2025-07-01", "2026-11-24"])
    func desks(day: String) throws {
        let day = try ExampleFiles.day(day)
        let catalogue = try ExampleFiles.catalogue()
        let desks = catalogue.desks.values.filter { $0.validity.contains(day) }
        let units = catalogue.units.values.filter { $0.level != .province && $0.validity.contains(day) }
        #expect(Set(desks.map(\.unitCode)) == Set(units.map(\.code)))
        #expect(Set(catalogue.desks.values.map(\.code)).count == catalogue.desks.count)
    }

    @Test("with the placeholders, 248 district and 102 commune procedures are public in May 2024")
    func publicProcedures() throws {
        let day = try ExampleFiles.day("2024-05-31")
        let real = try ExampleFiles.catalogue().procedures.values.filter { $0.validity.contains(day) }
        let placeholders = try ExampleFiles.catalogue(procedures: "procedures-placeholders.csv").procedures.values
        #expect(real.count == 28)
        #expect(placeholders.allSatisfy { $0.code.text.hasPrefix("9.") && $0.name.contains("chưa có mã thật") })
        #expect(!real.contains { $0.code.text.hasPrefix("9.") })
        let all = real + placeholders
        #expect(all.count { $0.level == .district } == 248)
        #expect(all.count { $0.level == .commune } == 102)
        #expect(Set(all.map(\.code.key)).count == 350)
    }

    @Test("no two rows of one procedure hold on the same day")
    func procedureRows() throws {
        let procedures = try ExampleFiles.catalogue().procedures.values
        for rows in Dictionary(grouping: procedures, by: \.code.key).values {
            for (index, row) in rows.enumerated() {
                #expect(!rows.dropFirst(index + 1).contains { $0.validity.overlaps(row.validity) })
            }
        }
    }

    @Test("a malformed day is refused with its line and column")
    func malformed() {
        let error = #expect(throws: SurveyError.self) {
            try ExampleCatalogue.read(
                communes: "code,name,valid_from\n14122,Xã Trà Lũ,01/09/2024\n", desks: "code\n", procedures: "code\n")
        }
        #expect(error?.message.en == "example data, line 2: column valid_from is missing or malformed")
    }
}
