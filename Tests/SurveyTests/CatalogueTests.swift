import Testing

@testable import Survey

@Suite struct CatalogueTests {
    /// 14122 in its three eras, with the district and the two provinces above it.
    let catalogue: Catalogue
    let september: Day
    let july: Day

    init() throws {
        let september = try #require(Day("2024-09-01"))
        let july = try #require(Day("2025-07-01"))
        (self.september, self.july) = (september, july)
        func unit(
            _ id: Int, _ code: String, _ name: String, _ level: AdministrativeUnit.Level, in parent: String?,
            from: Day? = nil, to: Day? = nil, successor: String? = nil
        ) -> AdministrativeUnit {
            AdministrativeUnit(
                id: id, code: code, name: name, level: level, parentCode: parent,
                validity: Validity(from: from, to: to),
                successorCode: successor)
        }
        catalogue = Catalogue(
            units: [
                unit(1, "36", "Nam Định", .province, in: nil, to: july, successor: "37"),
                unit(2, "37", "Ninh Bình", .province, in: nil),
                unit(3, "364", "Xuân Trường", .district, in: "36", to: july),
                unit(4, "14122", "Xuân Phương", .commune, in: "364", to: september, successor: "14122"),
                unit(5, "14122", "Trà Lũ", .commune, in: "364", from: september, to: july, successor: "14122"),
                unit(6, "14122", "Xuân Hưng", .commune, in: "37", from: july),
                unit(7, "14095", "Xuân Tân", .commune, in: "364", to: september, successor: "14095"),
                // Two rows that name each other: a mistake that must not hang a report.
                unit(8, "1", "A", .commune, in: "9", to: july, successor: "2"),
                unit(9, "2", "B", .commune, in: "9", from: july, to: july + 10, successor: "1"),
                unit(10, "1", "A again", .commune, in: "9", from: july + 10, to: july + 10, successor: "1"),
            ],
            desks: [
                Desk(id: 1, code: "Q1", name: "Quầy 1", unitCode: "14122", validity: Validity(from: september))
            ],
            procedures: [
                Procedure(
                    id: 1, code: try ProcedureCode("1.001193"), name: "Đăng ký khai sinh", field: "Hộ tịch",
                    level: .commune, validity: Validity(to: july)),
                Procedure(
                    id: 2, code: try ProcedureCode("1.001193.H56"), name: "Đăng ký khai sinh", field: "Hộ tịch",
                    level: .commune, validity: Validity(from: july)),
            ])
    }

    @Test("a code means the unit that held it on the day")
    func codesComeBack() {
        #expect(catalogue.unit(code: "14122", on: september - 1)?.name == "Xuân Phương")
        #expect(catalogue.unit(code: "14122", on: september)?.name == "Trà Lũ")
        #expect(catalogue.unit(code: "14122", on: july - 1)?.name == "Trà Lũ")
        #expect(catalogue.unit(code: "14122", on: july)?.name == "Xuân Hưng")
        #expect(catalogue.unit(code: "364", on: july) == nil)
        #expect(catalogue.unit(code: "nothing", on: july) == nil)
        #expect(catalogue.units(code: "14122").count == 3)
    }

    @Test("a unit of the past is followed to the one that stands today")
    func successors() throws {
        #expect(catalogue.today(try #require(catalogue.units[4])).name == "Xuân Hưng")
        #expect(catalogue.today(try #require(catalogue.units[6])).name == "Xuân Hưng")
        #expect(catalogue.today(try #require(catalogue.units[1])).name == "Ninh Bình")
        // Its successor is not in the catalogue, so it stands for itself.
        #expect(catalogue.today(try #require(catalogue.units[7])).name == "Xuân Tân")
    }

    @Test("successors that run in a circle end all the same")
    func circle() throws {
        #expect(["A", "B", "A again"].contains(catalogue.today(try #require(catalogue.units[8])).name))
    }

    @Test("the units above are those of the unit's own time, or of a day that is asked for")
    func ancestors() throws {
        #expect(catalogue.ancestors(of: try #require(catalogue.units[5])).map(\.name) == ["Xuân Trường", "Nam Định"])
        #expect(catalogue.ancestors(of: try #require(catalogue.units[6])).map(\.name) == ["Ninh Bình"])
        #expect(catalogue.ancestors(of: try #require(catalogue.units[4])).map(\.name) == ["Xuân Trường", "Nam Định"])
        #expect(catalogue.ancestors(of: try #require(catalogue.units[2])).isEmpty)
    }

    @Test("a desk belongs to whichever unit holds its unit's code on the day, and only while it is open")
    func desks() throws {
        #expect(catalogue.desk(code: "Q1", on: september - 1) == nil)
        let desk = try #require(catalogue.desk(code: "Q1", on: september))
        #expect(catalogue.unit(of: desk, on: september)?.name == "Trà Lũ")
        #expect(catalogue.unit(of: desk, on: july)?.name == "Xuân Hưng")
    }

    @Test("a procedure is found by the first eight characters of its code, on its days")
    func procedures() {
        #expect(catalogue.procedure(key: "1.001193", on: july - 1)?.id == 1)
        #expect(catalogue.procedure(key: "1.001193", on: july)?.id == 2)
        #expect(catalogue.procedure(key: "1.001194", on: july) == nil)
        #expect(catalogue.procedures(key: "1.001193").count == 2)
    }
}
