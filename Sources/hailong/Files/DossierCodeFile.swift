import Foundation
import Survey

/// The dossier codes of a CSV file, which has them in a column `dossier_code`, among any others.
struct DossierCodeFile {
    let name: String
    /// In the file's order, each with the first line that has it.
    let codes: [(line: Int, code: DossierCode)]

    /// - Throws: `Failure` that names every bad row.
    init(_ name: String) throws {
        let bytes = try InputFile(name).rest()
        var column: Int?
        var codes: [(line: Int, code: DossierCode)] = []
        var problems = InputProblems()
        var seen: Set<DossierCode> = []
        func take(_ record: CSVReader.Record) throws {
            guard let column else {
                let names = record.fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
                guard let found = names.firstIndex(of: "dossier_code") else {
                    throw SurveyError(.invalid, vi: "thiếu cột “dossier_code”", en: "missing column “dossier_code”")
                }
                return column = found
            }
            let text = record.fields.indices.contains(column) ? record.fields[column] : ""
            do {
                let code = try DossierCode(text)
                if seen.insert(code).inserted { codes.append((record.line, code)) }
            } catch let error as SurveyError {
                problems.add(FieldProblem(row: record.line, field: "dossier_code", value: text, reason: error.message))
            }
        }
        do {
            var reader = CSVReader()
            try reader.read(bytes, take)
            try reader.finish(take)
        } catch let error as SurveyError {
            throw Failure(vi: "\(name): \(error.message.vi)", en: "\(name): \(error.message.en)")
        }
        guard problems.isEmpty else { throw Failure(Failure.lines(problems, file: name)) }
        guard !codes.isEmpty else {
            throw Failure(vi: "\(name): không có mã hồ sơ nào", en: "\(name): there is no dossier code in it")
        }
        self.name = name
        self.codes = codes
    }
}
