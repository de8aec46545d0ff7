import OwnThread
import Survey
import SurveyExample
import Testing

@Suite("The example's situation table", .ownThread)
struct SituationTableTests {
    private typealias Row = SituationTable.Row

    private func table() throws -> (rows: [Row], dossiers: [GeneratedDossier]) {
        let dossiers = try ExampleFiles.generator().reportedDossiers()
        return (SituationTable(reported: dossiers).rows, dossiers)
    }

    /// received in all, direct, online, post, carried over, pending, awaiting supplement, ineligible: stocks from the
    /// first or the last month, flows from all.
    private func totals(_ rows: [Row]) -> [Int] {
        let (first, last) = (DossierGenerator.reported.lowerBound, DossierGenerator.reported.upperBound)
        let routes: [(Row) -> Int] = [{ $0.receivedDirect }, { $0.receivedOnline }, { $0.receivedPost }]
        let received = routes.map { route in rows.map(route).reduce(0, +) }
        let carriedOver = rows.filter { $0.month == first }.map(\.carriedOver).reduce(0, +)
        let end = rows.filter { $0.month == last }
        return [received.reduce(0, +) + carriedOver] + received + [
            carriedOver, end.map { $0.pendingInTime + $0.pendingLate }.reduce(0, +),
            end.map(\.awaitingSupplement).reduce(0, +), rows.map(\.ineligible).reduce(0, +),
        ]
    }

    @Test("the totals are both rows of the public report")
    func report() throws {
        let rows = try table().rows
        #expect(totals(rows.filter { $0.unitCode == "364" }) == [1674, 37, 1389, 0, 248, 86, 26, 15])
        #expect(totals(rows.filter { $0.unitCode != "364" }) == [8210, 1, 8209, 0, 0, 0, 0, 6])
        #expect(rows.count == 21 * 5)
    }

    @Test("every month balances with the resolved dossiers and with the month before")
    func balance() throws {
        let (rows, dossiers) = try table()
        var unexplained = 0
        var open: [String: Int] = [:]
        for row in rows {
            let resolved = dossiers.count {
                $0.completedOn.month == row.month
                    && ($0.deskCode.hasPrefix("XT-364-") ? "364" : $0.communeCode) == row.unitCode
            }
            if let open = open[row.unitCode] { #expect(row.carriedOver == open) }
            let end = row.pendingInTime + row.pendingLate + row.awaitingSupplement
            open[row.unitCode] = end
            unexplained +=
                row.carriedOver + row.receivedDirect + row.receivedOnline + row.receivedPost - resolved - end
                - row.ineligible
        }
        #expect(unexplained == 2)
    }

    @Test("Scripts/example/situation.csv is this table")
    func file() throws {
        #expect(try SituationTable(reported: table().dossiers).csv == ExampleFiles.text("situation.csv"))
    }
}
