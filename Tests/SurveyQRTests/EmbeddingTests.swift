import Foundation
import OwnThread
import Testing

/// What a program gets that imports only `SurveyQR`.
@Suite(.ownThread) struct EmbeddingTests {
    @Test("SurveyQR depends on the domain, on cryptography and on the four C libraries, and on nothing else")
    func declaredDependencies() throws {
        let dump = try Tool.withFolder { scratch in
            try Tool.run(
                "swift",
                ["package", "--package-path", Tool.package.path, "--scratch-path", scratch.path, "dump-package"])
        }
        let manifest = try JSONDecoder().decode(Manifest.self, from: dump)
        let needs = Dictionary(uniqueKeysWithValues: manifest.targets.map { ($0.name, $0.dependencies.map(\.name)) })
        var reached: Set<String> = []
        var open = ["SurveyQR"]
        while let name = open.popLast() {
            guard reached.insert(name).inserted else { continue }
            open += needs[name] ?? []
        }
        #expect(reached == ["SurveyQR", "Survey", "CPNGWriter", "CPNG", "CQREncode", "CPangoCairo", "Crypto"])
    }

    @Test("a linked program that imports only SurveyQR holds neither a web server nor a database")
    func linkedSymbols() throws {
        let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let program = [folder, Tool.package.appending(path: ".build/debug")].map {
            $0.appending(path: "slip-bench").path
        }
        .first(where: FileManager.default.fileExists)
        let names = try String(decoding: Tool.run("nm", [#require(program)]), as: UTF8.self)
        #expect(names.contains("QRcode_encodeString") && names.contains("8SurveyQR"))
        for unwanted in [
            "Hummingbird", "NIOCore", "NIOPosix", "4GRDB", "sqlite3_", "8Mustache", "11SurveyStore", "9SurveyWeb",
        ] {
            #expect(!names.contains(unwanted), "slip-bench holds \(unwanted)")
        }
    }

    private struct Manifest: Decodable {
        struct Target: Decodable {
            var name: String
            var dependencies: [Dependency]
        }
        var targets: [Target]
    }

    /// `{"byName": ["Survey", null]}` or `{"product": ["Crypto", "swift-crypto", null, null]}`.
    private struct Dependency: Decodable {
        var name: String

        init(from decoder: any Swift.Decoder) throws {
            let kinds = try decoder.singleValueContainer().decode([String: [Part]].self)
            guard let name = kinds.values.first?.first?.text else {
                throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no name"))
            }
            self.name = name
        }

        private struct Part: Decodable {
            var text: String?

            init(from decoder: any Swift.Decoder) throws {
                text = try? decoder.singleValueContainer().decode(String.self)
            }
        }
    }
}
