import Foundation
import OwnThread
import SurveyQR
import Testing

@Suite(.ownThread) struct SlipTests {
    @Test("a page has its paper's size, a roll its width, and a sheet of A4 holds six slips")
    func sizes() throws {
        let slips = try (1...13).map { try Example.slip($0) }
        let expected: [(Paper, pages: Int, width: Double, height: Double?)] = [
            (.a6, 13, 105, 148), (.a5, 13, 148, 210), (.a4, 3, 210, 297), (.roll80, 13, 80, nil),
            (.roll58, 13, 58, nil),
        ]
        for (paper, pages, width, height) in expected {
            try Tool.withFolder { folder in
                let file = folder.appending(path: "slips.pdf")
                try SlipRenderer().pdf(slips, paper: paper).write(to: file)
                let info = try String(decoding: Tool.run("pdfinfo", [file.path]), as: UTF8.self)
                #expect(info.contains(try Regex("Pages: +\(pages)\n")), "\(paper)")
                let size = try #require(info.firstMatch(of: /Page size: +([0-9.]+) x ([0-9.]+) pts/))
                #expect(abs(try #require(Double(size.1)) / 72 * 25.4 - width) < 0.2, "\(paper) \(size.0)")
                let found = try #require(Double(size.2)) / 72 * 25.4
                #expect(height.map { abs(found - $0) < 0.2 } ?? ((90..<199.1).contains(found)), "\(paper) \(size.0)")
            }
        }
    }

    // Often enough that a number which cairo counts through the whole life of a program gets a digit more on the way.
    @Test("the same slip is the same file, byte for byte", arguments: SlipFormat.allCases)
    func reprint(format: SlipFormat) throws {
        let slip = try Example.slip(logo: Example.logo())
        let files = try (0..<12).map { _ in try SlipRenderer().render(slip, as: format) }
        #expect(Set(files).count == 1)
    }

    @Test("names of any length leave the margins white and the code whole, on every paper", arguments: Paper.allCases)
    func longNames(paper: Paper) throws {
        let name = String(repeating: "Thủ tục hành chính liên thông ", count: 40)
        let host = "a." + (1...2).map { _ in String(repeating: "a", count: 60) }.joined(separator: ".").prefix(121)
        for (office, host) in [(name, host), (String(repeating: "W", count: 900), "a.vn"), ("", "a.vn")] {
            let slip = try Example.slip(
                office: office, logo: Example.logo(), desk: office, procedure: office, host: host)
            try Tool.withFolder { folder in
                let file = folder.appending(path: "slip.pgm")
                try SlipRenderer().png(slip, paper: paper, dpi: 203).write(to: folder.appending(path: "slip.png"))
                try Tool.run("convert", [folder.appending(path: "slip.png").path, file.path])
                let picture = try Pixels(pgm: Data(contentsOf: file))
                let margin = paper.isRoll ? 8 : 48  // dots: the head's end; 6 mm
                #expect(picture.isWhite(columns: 0..<margin), "left of \(paper) with \(office.prefix(9))")
                #expect(picture.isWhite(columns: picture.width - margin..<picture.width), "right of \(paper)")
                #expect(picture.isWhite(rows: 0..<16) && picture.isWhite(rows: picture.height - 16..<picture.height))
                try Decoder.expect([slip.link.text], in: folder.appending(path: "slip.png"))
                let pdf = folder.appending(path: "slip.pdf")
                try SlipRenderer().pdf([slip], paper: paper).write(to: pdf)
                let text = try String(decoding: Tool.run("pdftotext", ["-layout", pdf.path, "-"]), as: UTF8.self)
                #expect(text.contains(slip.link.token.grouped) && text.contains("hài lòng") && text.contains("ẩn danh"))
            }
        }
    }

    @Test("every module is whole printer dots on paper", arguments: [180, 203, 300], Paper.allCases)
    func wholeDots(dpi: Int, paper: Paper) throws {
        let slip = try Example.slip()
        let qr = try PrintedQR(slip.link, dpi: dpi)
        try Tool.withFolder { folder in
            let file = folder.appending(path: "slip.pdf")
            try SlipRenderer().pdf([slip], paper: paper, dpi: dpi).write(to: file)
            // Shades of grey show what is no whole dot; the printers' way, without, what touches a dot.
            for way in [["-gray"], ["-gray", "-aaVector", "no"]] {
                let pixels = try Pixels(pgm: Tool.run("pdftoppm", ["-r", "\(dpi)"] + way + [file.path]))
                let (left, top) = try #require(pixels.finder(dots: qr.dotsPerModule))
                for y in -1...qr.symbol.side * qr.dotsPerModule {
                    for x in -1...qr.symbol.side * qr.dotsPerModule {
                        let isDark = qr.symbol.isDark(
                            x: x < 0 ? -1 : x / qr.dotsPerModule, y: y < 0 ? -1 : y / qr.dotsPerModule)
                        guard pixels[left + x, top + y] == (isDark ? 0 : 255) else {
                            Issue.record("\(pixels[left + x, top + y]) at dot \(x), \(y) of the symbol, \(way)")
                            return
                        }
                    }
                }
            }
        }
    }

    @Test(
        "a thermal job sets its unit to a dot; then bands of the head's width within 128 rows, feeds for blanks, and a cut"
    )
    func thermal() throws {
        for (paper, bytesPerRow) in [(Paper.roll80, 72), (.roll58, 48)] {
            let job = [UInt8](try SlipRenderer().escpos(Example.slip(logo: Example.logo()), paper: paper))
            #expect(Array(job.prefix(6)) == [0x1B, 0x40, 0x1D, 0x50, 203, 203])
            #expect(Array(job.suffix(4)) == [0x1D, 0x56, 0x42, 0])
            var at = 6
            var fed = 0
            var printed = 0
            while at < job.count - 4 {
                if job[at] == 0x1B {
                    try #require(job[at + 1] == 0x4A)
                    fed += Int(job[at + 2])
                    at += 3
                } else {
                    try #require(Array(job[at..<at + 6]) == [0x1D, 0x76, 0x30, 0, UInt8(bytesPerRow), 0])
                    let rows = Int(job[at + 6]) | Int(job[at + 7]) << 8
                    try #require((1...128).contains(rows))
                    printed += rows
                    at += 8 + rows * bytesPerRow
                }
            }
            #expect(at == job.count - 4)
            #expect(fed > 50 && printed > 700, "\(fed) \(printed)")
        }
    }

    @Test(
        "a feed is whole dots at every resolution, and both decoders read the job",
        arguments: [(180, 180, 64), (203, 203, 72), (300, 150, 106), (360, 180, 127), (600, 200, 212)])
    func feeds(dpi: Int, unitsPerInch: UInt8, bytesPerRow: UInt8) throws {
        let slip = try Example.slip()
        let job = try SlipRenderer().escpos(slip, dpi: dpi)
        #expect(Array(job.prefix(6)) == [0x1B, 0x40, 0x1D, 0x50, unitsPerInch, unitsPerInch])
        let band = try #require(job.firstRange(of: Data([0x1D, 0x76, 0x30, 0])))
        #expect(job[band.upperBound] == bytesPerRow && job[band.upperBound + 1] == 0)
        try Tool.withFolder { folder in
            let file = folder.appending(path: "slip.escpos")
            try job.write(to: file)
            try Decoder.expect([slip.link.text], in: file, dpi: dpi)
        }
    }

    @Test(
        "the SVG is small and has its own white ground, and drawn it is the same slip as the pixels",
        arguments: [Paper.a6, .roll58])
    func slimSVG(paper: Paper) throws {
        let slip = try Example.slip(logo: Example.logo())
        let dpi = 300
        try Tool.withFolder { folder in
            let svg = try SlipRenderer().svg(slip, paper: paper, dpi: dpi)
            #expect(svg.count < 185_000, "\(svg.count)")
            let names = ["slip.svg", "drawn.png", "drawn.pgm", "slip.png", "slip.pgm"].map {
                folder.appending(path: $0)
            }
            try svg.write(to: names[0])
            try Tool.run(
                "rsvg-convert",
                ["--dpi-x", "\(dpi)", "--dpi-y", "\(dpi)", "-o", names[1].path, names[0].path])
            try Decoder.expect([slip.link.text], in: names[1])
            try SlipRenderer().png(slip, paper: paper, dpi: dpi).write(to: names[3])
            let pictures = try [(names[1], names[2]), (names[3], names[4])].map { from, to in
                try Tool.run("convert", [from.path, "-colorspace", "Gray", "-depth", "8", to.path])
                return try Pixels(pgm: Data(contentsOf: to))
            }
            try #require(abs(pictures[0].width - pictures[1].width) <= 1)
            try #require(abs(pictures[0].height - pictures[1].height) <= 1)
            var other = 0
            for y in 0..<min(pictures[0].height, pictures[1].height) {
                for x in 0..<min(pictures[0].width, pictures[1].width)
                where abs(Int(pictures[0][x, y]) - Int(pictures[1][x, y])) > 128 { other += 1 }
            }
            // Edges of letters fall on other shades here and there; a letter that is missing or elsewhere is far more.
            #expect(other < pictures[0].width * pictures[0].height / 700, "\(other)")
        }
    }

    @Test("what cannot be printed is refused with a reason")
    func refusals() throws {
        let slip = try Example.slip()
        let cases: [(String, () throws -> Data)] = [
            ("ESC/POS", { try SlipRenderer().escpos(slip, paper: .a6) }),
            ("too large", { try SlipRenderer(qrMillimetres: 70).pdf([slip], paper: .a6) }),
            ("wider", { try SlipRenderer(qrMillimetres: 60).escpos(slip, paper: .roll58) }),
            ("at least", { try SlipRenderer(qrMillimetres: 12).pdf([slip], paper: .a6, dpi: 203) }),
            ("dpi", { try SlipRenderer().pdf([slip], paper: .a6, dpi: 50) }),
            ("dpi", { try SlipRenderer().png(slip, dpi: 1200) }),
            ("dpi", { try SlipRenderer().escpos(slip, dpi: 1200) }),
            ("dpi", { try PrintedQR(slip.link, dpi: 1200).render(as: .escpos) }),
            ("wider", { try PrintedQR(slip.link, millimetres: 60, dpi: 203).render(as: .escpos, paper: .roll58) }),
        ]
        for (reason, make) in cases {
            let error = try #require(throws: SurveyError.self) { try make() }
            #expect(error.code == .invalid && error.message.en.contains(reason), "\(error)")
        }
    }

    @Test("a logo is printed; what is no PNG, broken or too large is refused")
    func logo() throws {
        let logo = try Example.logo()
        #expect(try SlipRenderer().png(Example.slip(logo: logo)) != SlipRenderer().png(Example.slip()))
        for (bytes, reason) in [
            (Data("GIF89a".utf8), "has to be a PNG"), (logo.png.prefix(60), "broken"),
            (logo.png.prefix(16) + Data([0, 0, 0xFF, 0xFF]) + logo.png.dropFirst(20), "too large"),
            (logo.png + Data(count: 1_000_000), "too large"),
        ] {
            let error = try #require(throws: SurveyError.self) { try Logo(png: Data(bytes)) }
            #expect(error.message.en.contains(reason), "\(error)")
        }
    }

    @Test("the bare QR is there in every format")
    func bareQR() throws {
        try Tool.withFolder { folder in
            let link = try Example.link()
            let qr = try PrintedQR(link, dpi: 203)
            for format in [SlipFormat.png, .pdf, .escpos] {
                let file = folder.appending(path: "qr.\(format.rawValue)")
                try qr.render(as: format).write(to: file)
                try Decoder.expect([link.text], in: file, dpi: 203)
            }
            #expect(try qr.render(as: .svg) == Data(qr.svg().utf8))
            #expect(try qr.render(as: .text) == Data(qr.symbol.terminalText().utf8))
        }
    }

    @Test("slips made side by side on many threads are those made one by one")
    func concurrency() async throws {
        let slips = try (1...24).map { try Example.slip($0) }
        let alone = try slips.map { try SlipRenderer().pdf([$0], paper: .a6) }
        let together = try await withThrowingTaskGroup(of: (Int, Data).self) { group in
            for (index, slip) in slips.enumerated() {
                group.addTask { (index, try SlipRenderer().pdf([slip], paper: .a6)) }
            }
            return try await group.reduce(into: [Int: Data]()) { $0[$1.0] = $1.1 }
        }
        for (index, file) in alone.enumerated() { #expect(together[index] == file) }
    }
}
