import Foundation
import Survey
import SurveyWeb
import Testing

@Suite struct QuestionnaireLibraryTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let folder = root.appending(path: "Templates/questionnaires")

    @Test("the packs that ship are read, with the contract's field names and values")
    func shipped() throws {
        let library = try QuestionnaireLibrary(folder: Self.folder)
        let three = try #require(library["three-level/1"])
        #expect(three.levels == ["3", "2", "1"])
        #expect(
            three.questions.map(\.code) == [
                "overall", "reason", "comment", "contacts", "agencies", "conduct", "guidance", "timeliness",
            ])
        #expect(
            three.question("reason")?.values == ["time", "attitude", "guidance", "trips", "papers", "fee", "other"])
        #expect(three.texts[.vietnamese]?.levels["1"] == "Không hài lòng")
        let five = try #require(library["five-level/1"])
        #expect(five.satisfiedLevels == ["5", "4"])
        #expect(Set(five.questions.map(\.factor)) == ["", "access", "procedure", "officials", "result", "feedback"])
    }

    @Test("a missing language stops the start with the file's name")
    func missingLanguage() throws {
        let copy = try copyOfFolder()
        defer { try? FileManager.default.removeItem(at: copy) }
        try FileManager.default.removeItem(at: copy.appending(path: "five-level.v1.en.json"))
        let error = #expect(throws: SurveyError.self) { try QuestionnaireLibrary(folder: copy) }
        #expect(error?.message.en.contains("five-level.v1.en.json") == true)
    }

    @Test(
        "a malformed pack stops the start with the file's name and what is wrong",
        arguments: [
            ("\"required\": true", "\"required\": false", "first question"),
            ("\"only_after_overall\": [\"1\"]", "\"only_after_overall\": [\"7\"]", "level"),
            ("\"code\": \"contacts\"", "\"code\": \"visits\"", "questions.contacts"),
            ("\"code\": \"contacts\"", "\"code\": \"conduct\"", "repeats"),
            ("\"version\": 1", "\"version\": 2", "differs"),
            ("]", "", "cannot be read"),
        ])
    func malformed(text: String, replacement: String, mention: String) throws {
        let copy = try copyOfFolder()
        defer { try? FileManager.default.removeItem(at: copy) }
        let file = copy.appending(path: "three-level.v1.json")
        let broken = try String(contentsOf: file, encoding: .utf8).replacing(
            text, with: replacement, maxReplacements: 1)
        try Data(broken.utf8).write(to: file)
        let error = #expect(throws: SurveyError.self) { try QuestionnaireLibrary(folder: copy) }
        #expect(error?.message.en.contains("three-level.v1.json") == true)
        #expect(error?.message.en.contains(mention) == true)
    }

    @Test("a folder without packs stops the start with its name")
    func emptyFolder() {
        let error = #expect(throws: SurveyError.self) { try QuestionnaireLibrary(folder: URL(filePath: "/nowhere")) }
        #expect(error?.message.en.contains("/nowhere") == true)
    }

    private func copyOfFolder() throws -> URL {
        let copy = FileManager.default.temporaryDirectory.appending(path: "packs-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: Self.folder, to: copy)
        return copy
    }
}
