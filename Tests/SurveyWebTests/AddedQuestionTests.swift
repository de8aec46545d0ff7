import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Synchronization
import Testing

@testable import SurveyWeb

@Suite struct AddedQuestionTests {
    /// The second version of the three-level pack: one question more, in a few files, and no file changed.
    private func addVersion(to folders: AddedLanguage) throws {
        let path = "questionnaires/three-level"
        let structure = try folders.read("\(path).v1.json").replacing("\"version\": 1", with: "\"version\": 2")
            .replacing(
                "{ \"code\": \"comment\"",
                with: "{ \"code\": \"parking\", \"kind\": \"choice\", \"values\": [\"easy\", \"hard\"] },\n"
                    + "{ \"code\": \"comment\"")
        try folders.write(Data(structure.utf8), to: "\(path).v2.json")
        for (language, question, easy, hard) in [
            ("vi", "Ông/Bà tìm chỗ để xe có dễ không?", "Dễ", "Khó"),
            ("en", "Was it easy to park?", "Easy", "Hard"),
        ] {
            let texts = try folders.read("\(path).v1.\(language).json")
                .replacing("\"questions\": {", with: "\"questions\": { \"parking\": \"\(question)\",")
                .replacing(
                    "\"values\": {",
                    with: "\"values\": { \"parking\": { \"easy\": \"\(easy)\", \"hard\": \"\(hard)\" },")
            try folders.write(Data(texts.utf8), to: "\(path).v2.\(language).json")
        }
    }

    @Test("a new question is a few new files and a date: it is asked from then on, counted, and told to managers")
    func question() async throws {
        let folders = try AddedLanguage()
        try addVersion(to: folders)
        let site = try await TestSite()
        let application = try await buildApplication(
            store: site.store, configuration: folders.configuration, logger: site.logger)
        try await site.store.set("questionnaire", to: "three-level/1, three-level/2@2026-11-20", by: "test")
        let before = try site.dossier(1, on: "2026-11-19")
        let since = try (2...31).map { try site.dossier($0, on: "2026-11-20") }
        try await application.test(.live) { client in
            let old = try await client.get("/\(before.text)")
            #expect(old.status == .ok && !old.text.contains("parking"))
            let new = try await client.get("/\(since[0].text)")
            #expect(new.text.contains("<legend>Ông/Bà tìm chỗ để xe có dễ không?</legend>"))
            #expect(new.text.contains("name=parking value=hard"))
            #expect(try await client.get("/\(since[0].text)?lang=en").text.contains("Was it easy to park?"))
            // A value that it does not have is refused; to the older version it is a field that nobody asked for.
            let wrong = try await client.post("/\(since[0].text)", "overall=3&parking=far")
            #expect(wrong.status == .unprocessableContent)
            #expect(try await client.post("/\(before.text)", "overall=3&parking=hard").status == .seeOther)
            for (index, token) in since.enumerated() {
                let form = "overall=\(index < 20 ? 3 : 1)&parking=\(index < 18 ? "hard" : "easy")"
                #expect(try await client.post("/\(token.text)", form).status == .seeOther)
            }
            let desk = try await client.get(
                "/manage/desk/XH-1?period=2026-11&boundaries=now", try await site.cookie(.manager)
            ).text
            #expect(desk.contains("Ông/Bà tìm chỗ để xe có dễ không?"))
            #expect(desk.contains("n\u{A0}=\u{A0}30 câu trả lời cho câu hỏi này"))
        }
        let rows = Mutex<[[String]]>([])
        try await site.store.export(.answers, by: "test") { row in rows.withLock { $0.append(row) } }
        let table = rows.withLock { $0 }
        let column = try #require(table.first?.firstIndex(of: "questionnaire"))
        let packs = Dictionary(grouping: table.dropFirst(), by: { $0[column] }).mapValues(\.count)
        #expect(packs == ["three-level/1": 1, "three-level/2": 30])
    }
}
