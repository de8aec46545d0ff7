import Foundation
import OwnThread
import SurveyQR
import Testing

/// Slips as pixels, read by two decoders: clean by the thousand, and after what happens to paper.
@Suite(.serialized, .ownThread) struct ScanningTests {
    /// Dots in an inch of the printers that offices have.
    private static let resolutions = [180, 203, 300]

    /// Random tokens from a seed, each under its own dossier.
    private static func slips(_ count: Int) throws -> [Slip] {
        var generator = SplitMix(state: 2026)
        let keys = try KeyRing(text: KeyRing.newFileText(using: &generator))
        let base = try PublicAddress("https://hailong.ninhbinh.gov.vn")
        return try (0..<count).map { _ in
            let id = try #require(DossierID(generator.next() >> 4))
            return Slip(
                office: Example.office, desk: Example.desk, procedure: Example.procedure,
                completedOn: Day(number: 20_000),
                validUntil: Day(number: 20_030), link: SurveyLink(base: base, token: keys.newest.token(for: id)))
        }
    }

    @Test("both decoders read 1,000 random tokens from A4 sheets at each resolution", arguments: resolutions)
    func sheets(dpi: Int) throws {
        let slips = try Self.slips(1000)
        try Tool.withFolder { folder in
            let file = folder.appending(path: "slips.pdf")
            try SlipRenderer().pdf(slips, paper: .a4, dpi: dpi).write(to: file)
            let answers = try Decoder.read([file], dpi: dpi)
            try #require(answers.count == (slips.count + 5) / 6)
            var missed = (zbar: 0, zxing: 0)
            for answer in answers {
                let onSheet = Set(slips.dropFirst((answer.page - 1) * 6).prefix(6).map(\.link.text))
                #expect(Set(answer.zbar).subtracting(onSheet).isEmpty, "a wrong text on page \(answer.page)")
                #expect(Set(answer.zxing).subtracting(onSheet).isEmpty, "a wrong text on page \(answer.page)")
                missed.zbar += onSheet.subtracting(answer.zbar).count
                missed.zxing += onSheet.subtracting(answer.zxing).count
            }
            #expect(missed == (0, 0), "of \(slips.count)")
        }
    }

    @Test(
        "both decoders read 1,000 random tokens from ESC/POS jobs, a third of them at each resolution",
        arguments: resolutions)
    func thermal(dpi: Int) async throws {
        let place = try #require(Self.resolutions.firstIndex(of: dpi))
        let slips = try Self.slips(1000).enumerated().filter { $0.offset % 3 == place }.map(\.element)
        let folder = FileManager.default.temporaryDirectory.appending(path: "jobs-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try await Self.jobs(slips, in: folder) { slip, number in
            try SlipRenderer().escpos(slip, paper: number.isMultiple(of: 2) ? .roll80 : .roll58, dpi: dpi)
        }
        let answers = try Decoder.read(files, dpi: dpi)
        for (answer, slip) in zip(answers, slips) {
            #expect(answer.zbar == [slip.link.text] && answer.zxing == [slip.link.text], "\(answer)")
        }
        #expect(answers.count == slips.count)
    }

    /// One step of the ladder (damage.py), and how many of 24 slips have to be read after it.
    ///
    /// The figures are what the layout of today reaches, less two for another version of a decoder. They are no promise
    /// about phones, which look more than once: they fall when the symbol gets smaller, lower in level or less sharp.
    private static let least: [String: (zbar: Int, zxing: Int)] = [
        "blur 0.15": (22, 22), "blur 0.2": (22, 22), "blur 0.25": (22, 22), "blur 0.3": (22, 22),
        "blur 0.35": (0, 20),
        "fade 0.4": (22, 22), "fade 0.2": (22, 22), "fade 0.1": (22, 22),
        "blob 0.05": (22, 22), "blob 0.1": (22, 22), "blob 0.14": (17, 17),
        "fold 0.4": (21, 22), "fold 0.8": (21, 20), "fold 1.2": (19, 16),
        "tilt 20.0": (22, 22), "tilt 35.0": (22, 22), "tilt 45.0": (22, 22), "tilt 55.0": (22, 20),
        "dead 1.0": (19, 19), "dead 2.0": (15, 15), "dead 3.0": (9, 9),
    ]

    @Test("a slip from a thermal printer is read after blur, fading, stains, folds, tilt and dead head columns")
    func damage() async throws {
        for step in try await Self.ladder(.usual) {
            let least = try #require(Self.least[step.name], "\(step.name)")
            #expect(step.zbar >= least.zbar && step.zxing >= least.zxing, "\(step)")
        }
    }

    @Test(
        "the ladder tells a worse layout: smaller, without its quiet zone, or not on whole dots",
        arguments: Layout.worse)
    func worseLayout(_ layout: Layout) async throws {
        let missed = try await Self.ladder(layout).filter { step in
            Self.least[step.name].map { step.zbar < $0.zbar || step.zxing < $0.zxing } ?? false
        }
        #expect(missed.count >= 2, "\(missed.map(\.name))")
    }

    /// A slip as it is printed, or worse.
    struct Layout: Sendable, CustomTestStringConvertible {
        var millimetres = PrintedQR.usualMillimetres
        /// As damage.py has it.
        var name = "as-printed"

        static let usual = Layout()
        static let worse = [
            Layout(millimetres: 20), Layout(name: "no-quiet-zone"), Layout(name: "no-whole-dots"),
        ]

        var testDescription: String { "\(millimetres) mm, \(name)" }
    }

    private struct Step: Decodable {
        var damage: String
        var step: Double
        var zbar: Int
        var zxing: Int
        var name: String { "\(damage) \(step)" }
    }

    private static func ladder(_ layout: Layout) async throws -> [Step] {
        let slips = try slips(24)
        let folder = FileManager.default.temporaryDirectory.appending(path: "ladder-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try await jobs(slips, in: folder) { slip, _ in
            try SlipRenderer(qrMillimetres: layout.millimetres).escpos(slip)
        }
        let script = Tool.package.appending(path: "Tests/SurveyQRTests/Decoding/damage.py").path
        let lines = try Tool.run(
            Tool.python(), [script, layout.name] + zip(files, slips).flatMap { [$0.path, $1.link.text] })
        let steps = try lines.split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(Step.self, from: $0) }
        try #require(steps.count == least.count)
        return steps
    }

    /// One file for each slip, made on all cores.
    private static func jobs(
        _ slips: [Slip], in folder: URL, make: @escaping @Sendable (Slip, Int) throws -> Data
    ) async throws -> [URL] {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, slip) in slips.enumerated() {
                group.addTask { try make(slip, number).write(to: folder.appending(path: "\(number).escpos")) }
            }
            try await group.waitForAll()
        }
        return slips.indices.map { folder.appending(path: "\($0).escpos") }
    }
}

/// A small generator that starts from a seed (Steele, Lea and Flood, 2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
