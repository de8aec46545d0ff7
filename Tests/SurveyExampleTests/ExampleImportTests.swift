import Foundation
import Logging
import OwnThread
import Survey
import SurveyExample
import SurveyStore
import Testing

@Suite("The example in a database", .ownThread)
struct ExampleImportTests {
    @Test("every file imports, a second time changes nothing, and the report by level has the counts of the public one")
    func importing() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "hailong-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let today = try ExampleFiles.day("2026-11-24")
        let now = Double(today.number) * 86_400
        let store = try Store(
            path: folder.appending(path: "example.sqlite").path,
            keyRing: KeyRing(text: Data(repeating: 7, count: 32).base64EncodedString()), now: { now },
            logger: Logger(label: "test"))

        let dossiers = try ExampleFiles.generator().dossiers(today: today)
        let files: [(ImportKind, String, Int)] = [
            (.communes, try ExampleFiles.text("communes.csv"), 30),
            (.desks, try ExampleFiles.text("desks.csv"), 37),
            (.procedures, try ExampleFiles.text("procedures.csv"), 37),
            (.procedures, try ExampleFiles.text("procedures-placeholders.csv"), 322),
            (.situation, try ExampleFiles.text("situation.csv"), 105),
            (.dossiers, GeneratedDossier.csv(dossiers), dossiers.count),
        ]
        for (kind, text, rows) in files {
            let summary = try load(kind, text, into: store)
            #expect(summary.rows == rows && summary.created == rows)
        }
        for (kind, text, rows) in files {
            let summary = try load(kind, text, into: store)
            #expect(summary.rows == rows && summary.unchanged == rows)
        }

        let report = try await store.report(
            ReportRequest(
                by: .level, from: DossierGenerator.reported.lowerBound, to: DossierGenerator.reported.upperBound))
        let counts = Dictionary(uniqueKeysWithValues: report.rows.map { ($0.code, $0.counts) })
        for (level, expected) in ["district": [1547, 1068, 479, 0, 1524], "commune": [8202, 7056, 1144, 2, 8184]] {
            let counts = try #require(counts[level])
            #expect([counts.completed, counts.early, counts.onTime, counts.late, counts.digitised] == expected)
        }
    }

    private func load(_ kind: ImportKind, _ text: String, into store: Store) throws -> ImportSummary {
        var chunks = [Data(text.utf8), Data()].makeIterator()
        return try store.importCSV(kind, from: { chunks.next() ?? Data() }, by: "test")
    }
}
