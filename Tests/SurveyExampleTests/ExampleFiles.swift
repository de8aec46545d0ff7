import Foundation
import Survey
import SurveyExample

/// The example's files and the questionnaires, as they stand in the repository.
enum ExampleFiles {
    static func text(_ name: String) throws -> String { try file("Scripts/example/\(name)") }

    static func template(_ name: String) throws -> String { try file("Templates/questionnaires/\(name)") }

    private static func file(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    static func catalogue(procedures: String = "procedures.csv") throws -> Catalogue {
        try ExampleCatalogue.read(
            communes: text("communes.csv"), desks: text("desks.csv"), procedures: text(procedures))
    }

    static func generator() throws -> DossierGenerator { DossierGenerator(catalogue: try catalogue()) }

    static func day(_ text: String) throws -> Day {
        guard let day = Day(text) else { throw SurveyError(.invalid, vi: text, en: text) }
        return day
    }
}
