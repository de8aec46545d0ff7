import Foundation
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

/// Files that a start refuses, each with its name and what is wrong with it.
@Suite struct AddedFileTests {
    private let added: AddedLanguage

    init() throws { added = try AddedLanguage() }

    private func refusal() async throws -> SurveyError {
        let site = try await TestSite()
        let error = #expect(throws: SurveyError.self) {
            try Site(store: site.store, configuration: added.configuration)
        }
        return try #require(error)
    }

    @Test(
        "a file that is not whole stops the start with its name and the key",
        arguments: [
            ("\"send\":", "\"sned\":", "survey.km.json lacks: send"),
            ("{count}", "{cuont}", "survey.km.json has other {gaps} in: moreQuestions"),
            ("{", "", "cannot read the file"), ("\"skip\":", "\"skip\": null, \"skip2\":", "cannot read the file"),
        ])
    func table(text: String, replacement: String, mention: String) async throws {
        try added.add()
        let broken = try added.read("locales/survey.vi.json").replacing(text, with: replacement, maxReplacements: 1)
        try added.write(Data(broken.utf8), to: "locales/survey.km.json")
        let error = try await refusal()
        #expect(error.message.en.contains(mention) && error.message.en.contains("survey.km.json"), "\(error)")
    }

    @Test("a text that the Vietnamese table does not have is found in the file that has it")
    func needless() async throws {
        let more = try added.read("locales/survey.en.json").replacing(
            "{\n", with: "{\"more\":\"x\",", maxReplacements: 1)
        try added.write(Data(more.utf8), to: "locales/survey.en.json")
        #expect(try await refusal().message.en.contains("survey.en.json has needless: more"))
    }

    @Test("a language without its own name, a file without a language, and a pack that lacks words stop the start")
    func missing() async throws {
        try added.add()
        try added.remove("locales/citizen.km.json")
        #expect(try await refusal().message.en.contains("citizen.km.json"))
        try added.add(tables: ["citizen"])
        try added.write(Data("{}".utf8), to: "locales/notes.json")
        #expect(try await refusal().message.en.contains("locales/notes.json is not named NAME.LANGUAGE.json"))
        try added.remove("locales/notes.json")
        let pack = try added.read("questionnaires/three-level.v1.vi.json").replacing(
            "\"contacts\": \"", with: "\"x\": \"")
        try added.write(Data(pack.utf8), to: "questionnaires/three-level.v1.km.json")
        let error = try await refusal().message.en
        #expect(error.contains("three-level.v1.km.json lacks [\"questions.contacts\"]"), "\(error)")
        try added.write(Data("[]".utf8), to: "questionnaires/three-level.v1.km.json")
        #expect(try await refusal().message.en.contains("cannot be read in km"))
    }

    @Test("a pack in a language that the citizens' pages have no frame for stops the start")
    func packAlone() async throws {
        try added.add(tables: [])
        #expect(try await refusal().message.en.contains("citizen.km.json"))
    }
}
