import Foundation
import Survey
import SurveyExample

/// The files of `Scripts/example`, as they stand in the repository.
enum ExampleFiles {
    static func text(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "Scripts/example/\(name)"), encoding: .utf8)
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
