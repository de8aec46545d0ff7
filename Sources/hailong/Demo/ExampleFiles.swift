import Foundation
import Survey
import SurveyExample
import SurveyStore

/// The files of `Scripts/example`, and the dossiers that are generated from them.
struct ExampleFiles {
    /// In the order in which they have to be imported.
    let imports: [(kind: ImportKind, text: String)]
    private let catalogue: Catalogue

    /// - Throws: `SurveyError` with the name of the file that is missing.
    init(folder: URL) throws {
        func text(_ name: String) throws -> String {
            let file = folder.appending(path: name)
            guard let bytes = FileManager.default.contents(atPath: file.path) else {
                throw SurveyError(
                    .unavailable, vi: "không đọc được tệp \(file.path)", en: "cannot read the file \(file.path)")
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        let communes = try text("communes.csv")
        let desks = try text("desks.csv")
        let procedures = try text("procedures.csv")
        imports = [
            (.communes, communes), (.desks, desks), (.procedures, procedures),
            (.procedures, try text("procedures-placeholders.csv")), (.situation, try text("situation.csv")),
        ]
        catalogue = try ExampleCatalogue.read(communes: communes, desks: desks, procedures: procedures)
    }

    /// The completed dossiers until today, in the order in which they were completed.
    func dossiers(today: Day) throws -> [GeneratedDossier] {
        try DossierGenerator(catalogue: catalogue).dossiers(today: today)
    }
}
