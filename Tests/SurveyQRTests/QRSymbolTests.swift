import Foundation
import OwnThread
import SurveyQR
import Testing

@Suite(.ownThread) struct QRSymbolTests {
    static func link(_ host: String) throws -> SurveyLink {
        try SurveyLink(base: "https://\(host)", token: Token("FG2CEPCFZYKF6EF49M"))
    }

    @Test(
        "level Q is chosen where a module gets 5 dots, else M, and a module never gets under 4",
        arguments: [
            // 23 characters of host: version 4 at Q (41 modules with quiet zone), 3 at M (37). 30 mm are 5.8 × 41 dots at 203 dpi.
            (30.0, 203, QRSymbol.Level.quartile, 6), (30.0, 300, .quartile, 9), (30.0, 180, .quartile, 5),
            (25.0, 203, .quartile, 5), (20.0, 203, .medium, 4), (25.0, 180, .medium, 5), (30.0, 254, .quartile, 7),
            (30.0, 600, .quartile, 17),
        ])
    func level(millimetres: Double, dpi: Int, level: QRSymbol.Level, dots: Int) throws {
        let qr = try PrintedQR(Self.link("hailong.ninhbinh.gov.vn"), millimetres: millimetres, dpi: dpi)
        #expect(qr.symbol.level == level)
        #expect(qr.dotsPerModule == dots)
        // No other whole number of dots comes nearer.
        #expect(abs(qr.millimetres - millimetres) <= Double(qr.symbol.sideWithQuietZone) * 25.4 / Double(dpi) / 2)
    }

    @Test("a QR that would be too small says how many millimetres it needs")
    func tooSmall() throws {
        let link = try Self.link("hailong.ninhbinh.gov.vn")
        let error = try #require(throws: SurveyError.self) { try PrintedQR(link, millimetres: 15, dpi: 203) }
        #expect(error.message.en.contains("at least 19 mm"), "\(error)")
        #expect(try PrintedQR(link, millimetres: 19, dpi: 203).dotsPerModule == 4)
        for (size, dpi) in [(9.9, 300), (201, 300), (.nan, 300), (30, 99), (30, 2401)] {
            #expect(throws: SurveyError.self) { try PrintedQR(link, millimetres: size, dpi: dpi) }
        }
    }

    @Test("both decoders read every form of the symbol: PNG, SVG, terminal text on dark and on light")
    func everyForm() throws {
        try Tool.withFolder { folder in
            let qr = try PrintedQR(Self.link("hailong.ninhbinh.gov.vn"), dpi: 203)
            let png = folder.appending(path: "qr.png")
            try qr.png().write(to: png)
            let svg = folder.appending(path: "qr.svg")
            try Data(qr.svg().utf8).write(to: svg)
            let drawn = folder.appending(path: "svg.png")
            try Tool.run("rsvg-convert", ["--dpi-x", "203", "--dpi-y", "203", "-o", drawn.path, svg.path])
            let coloured = folder.appending(path: "coloured.pgm")
            try Self.picture(of: qr.symbol.terminalText(), inkIsDark: true).write(to: coloured)
            let plain = folder.appending(path: "plain.pgm")
            try Self.picture(of: qr.symbol.terminalText(isColoured: false), inkIsDark: false).write(to: plain)
            let link = "https://HAILONG.NINHBINH.GOV.VN/FG2CEPCFZYKF6EF49M"
            for file in [png, drawn, coloured, plain] { try Decoder.expect([link], in: file) }
        }
    }

    @Test("a PNG is 1-bit grey, has whole pixels a module, and its tag gives the wanted size")
    func png() throws {
        let qr = try PrintedQR(Self.link("hailong.ninhbinh.gov.vn"), dpi: 203)
        let png = [UInt8](try qr.png())
        #expect(Array(png[..<8]) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        #expect(png[16..<20].reduce(0) { $0 << 8 | Int($1) } == 41 * 6)
        #expect(Array(png[24..<26]) == [1, 0])
        let tag = try #require(png.indices.first { png[$0...].starts(with: Array("pHYs".utf8)) })
        #expect(png[(tag + 4)..<(tag + 8)].reduce(0) { $0 << 8 | Int($1) } == 7992)  // 203 dots in 0.0254 m
        #expect(png.count < 1000)

        let wanted = [UInt8](try qr.symbol.png(pixelsPerModule: 10, millimetres: 41))
        let second = try #require(wanted.indices.first { wanted[$0...].starts(with: Array("pHYs".utf8)) })
        #expect(wanted[(second + 4)..<(second + 8)].reduce(0) { $0 << 8 | Int($1) } == 10_000)  // 410 pixels in 41 mm
        #expect([UInt8](try qr.symbol.png(pixelsPerModule: 1)).contains(Array("pHYs".utf8)) == false)
        #expect(throws: SurveyError.self) { try qr.symbol.png(pixelsPerModule: 0) }
        #expect(throws: SurveyError.self) { try qr.symbol.png(pixelsPerModule: 5, millimetres: 0) }
    }

    @Test("an SVG is one path of strokes of about 1.5 kB, as large as on paper")
    func svg() throws {
        let qr = try PrintedQR(Self.link("hailong.ninhbinh.gov.vn"), dpi: 254)
        let svg = qr.svg()
        #expect(svg.components(separatedBy: "<path").count == 2)
        #expect(svg.utf8.count < 2500, "\(svg.utf8.count)")
        #expect(svg.contains(#"viewBox="0 0 41 41" width="28.7mm" height="28.7mm""#))
        #expect(qr.symbol.svg().contains("mm") == false)
    }

    @Test("a thousand symbols made at once on every core are those made one by one")
    func concurrency() async throws {
        let links = try (0..<1000).map { number in
            try SurveyLink(
                base: "https://a.vn", token: KeyRing.example.newest.token(for: #require(DossierID(UInt64(number)))))
        }
        let alone = try links.map { try QRSymbol($0, level: .quartile) }
        let together = try await withThrowingTaskGroup(of: (Int, QRSymbol).self) { group in
            for (index, link) in links.enumerated() {
                group.addTask { (index, try QRSymbol(link, level: .quartile)) }
            }
            return try await group.reduce(into: [Int: QRSymbol]()) { $0[$1.0] = $1.1 }
        }
        for (index, symbol) in alone.enumerated() { #expect(together[index] == symbol) }
    }

    /// Half blocks as a grey picture, as a terminal would draw them.
    static func picture(of text: String, inkIsDark: Bool) -> Data {
        let lines = text.replacing(/\u{1B}\[[0-9;]*m/, with: "").split(separator: "\n")
        let scale = 6
        let width = (lines.map(\.count).max() ?? 0) * scale
        var picture = Data("P5 \(width) \(lines.count * 2 * scale) 255\n".utf8)
        for line in lines {
            for inks in ["▀█", "▄█"] {
                let row = line.flatMap { character in
                    [UInt8](repeating: inks.contains(character) == inkIsDark ? 0 : 255, count: scale)
                }
                for _ in 0..<scale { picture.append(contentsOf: row) }
            }
        }
        return picture
    }
}

extension KeyRing {
    /// The secret of 32 zero bytes.
    static var example: KeyRing {
        get throws { try KeyRing(text: Data(count: 32).base64EncodedString()) }
    }
}
