import Foundation
import OwnThread
import SurveyQR
import Testing

/// What is written on slips, as pdftotext reads it back.
@Suite(.ownThread) struct SlipTextTests {
    private func lines(_ slips: [Slip], _ paper: Paper) throws -> [String] {
        try Tool.withFolder { folder in
            let file = folder.appending(path: "slip.pdf")
            try SlipRenderer().pdf(slips, paper: paper).write(to: file)
            let text = try String(decoding: Tool.run("pdftotext", ["-layout", file.path, "-"]), as: UTF8.self)
            return text.split { $0.isNewline }.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
    }

    /// Words with one space between them, wherever lines end and columns begin.
    private func words(_ lines: [String]) -> String {
        lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    }

    @Test("the Vietnamese comes back from the PDF, from NFC and from NFD input alike", arguments: Paper.allCases)
    func vietnamese(paper: Paper) throws {
        let composed = try lines([Example.slip()], paper)
        let decomposed = try lines(
            [
                Example.slip(
                    office: Example.office.decomposedStringWithCanonicalMapping,
                    desk: Example.desk.decomposedStringWithCanonicalMapping,
                    procedure: Example.procedure.decomposedStringWithCanonicalMapping)
            ], paper)
        // Swift's == takes both forms for one: compare what is really there.
        #expect(composed.map { Array($0.unicodeScalars) } == decomposed.map { Array($0.unicodeScalars) })
        let text = words(composed)
        let token = try Example.slip().link.token.grouped
        for expected in [
            "Ông/Bà có hài lòng không?", "PHIẾU ĐÁNH GIÁ", "Không phải mã tra cứu hồ sơ", "hailong.ninhbinh.gov.vn",
            "Quét mã bằng điện thoại", Example.desk, "04/10/2024", "03/11/2024", "Có giá trị đến hết",
            "Ngày trả kết quả", "ẩn danh", "Please rate how your dossier was handled.", "Thủ tục", token,
        ] {
            #expect(text.unicodeScalars.contains(expected.unicodeScalars), "\(expected) in \(text)")
        }
        // Names that wrap stand between other columns: word by word.
        for word in (Example.office + " " + Example.procedure).split(separator: " ") {
            #expect(text.unicodeScalars.contains(word.unicodeScalars), "\(word) in \(text)")
        }
        #expect(composed.contains { $0.contains(token) }, "the code stands on one line")
    }

    @Test("the words hài lòng are never broken, where another pair of words is", arguments: [Paper.a6, .roll58])
    func unbroken(paper: Paper) throws {
        var broken = 0
        for filler in 0..<24 {
            let before = String(repeating: "m", count: filler)
            let kept = try lines([Example.slip(office: "\(before) hài lòng trung tâm phục vụ hành chính công")], paper)
            // One line of the office's name, and one of the question.
            #expect(kept.count { $0.contains("hài lòng") } == 2, "\(filler): \(kept.prefix(4))")
            let free = try lines([Example.slip(office: "\(before) hài vòng trung tâm phục vụ hành chính công")], paper)
            if !free.contains(where: { $0.contains("hài vòng") }) { broken += 1 }
        }
        #expect(broken > 0, "no filler breaks the other pair: the test shows nothing")
    }

    @Test(
        "an address breaks behind its dots alone and never gets a hyphen", arguments: Paper.allCases,
        [
            "hailong.xuantruong.ninhbinh.gov.vn", "danhgia.trungtamphucvuhanhchinhcong.ninhbinh.gov.vn",
            "hai-long.xa-xuan-truong.ninhbinh.gov.vn:8443",
        ])
    func address(paper: Paper, host: String) throws {
        let lines = try lines([Example.slip(host: host)], paper)
        let labels = host.split(separator: ".").map(String.init)
        for (index, label) in labels.enumerated() {
            let label = index < labels.count - 1 ? label + "." : label
            #expect(lines.contains { $0.contains(label) }, "\(label) in \(lines)")
        }
        #expect(lines.joined().replacing(" ", with: "").contains(host), "\(lines)")
    }

    @Test("a part of an address that no line can hold breaks without a hyphen")
    func longLabel() throws {
        let label = String(repeating: "abcdefghij", count: 6)
        let lines = try lines([Example.slip(host: "\(label).vn")], .roll58)
        #expect(lines.joined().contains("\(label).vn") && !lines.contains { $0.contains(label) }, "\(lines)")
    }

    @Test("words of two syllables, names of places and figures stay on one line", arguments: Paper.allCases)
    func together(paper: Paper) throws {
        let parts = [
            "hài lòng", "Ông/Bà", "hồ sơ", "đánh giá", "Xuân Trường", "Ninh Bình", "y tế", "trẻ em", "6 tuổi", "số 2",
        ]
        let ends = parts.filter { $0.contains(" ") }.compactMap { $0.split(separator: " ").first.map { " " + $0 } }
        for filler in 0..<12 {
            let office =
                "\(String(repeating: "m", count: filler)) Trung tâm Phục vụ hành chính công xã Xuân Trường, tỉnh Ninh Bình"
            let lines = try lines([Example.slip(office: office)], paper)
            for line in lines {
                #expect(!ends.contains { (" " + line).hasSuffix($0) }, "\(filler): \(line)")
            }
            let text = words(lines)
            for part in parts.prefix(6) { #expect(text.contains(part), "\(part) in \(text)") }
        }
    }

    @Test("long names of office, desk and procedure are printed whole, on every paper", arguments: Paper.allCases)
    func longNames(paper: Paper) throws {
        let procedure = """
            Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong các trường hợp chuyển đổi, \
            chuyển nhượng, cho thuê, cho thuê lại, thừa kế, tặng cho, góp vốn bằng quyền sử dụng đất, quyền sở hữu tài sản \
            gắn liền với đất (trường hợp đã được cấp Giấy chứng nhận lần đầu)
            """
        let desk = "Quầy tiếp nhận và trả kết quả các thủ tục đất đai, xây dựng, tài nguyên và môi trường nông thôn"
        let text = try words(lines([Example.slip(desk: desk, procedure: procedure)], paper))
        #expect(!text.contains("…") && !text.contains("..."), "\(text)")
        for name in [procedure, desk] {
            #expect(name.split(separator: " ").allSatisfy { text.contains($0) }, "\(text)")
        }
        #expect(text.contains("lần đầu)"))
    }

    @Test("an English slip has its line of Vietnamese")
    func english() throws {
        let text = try words(lines([Example.slip(language: .english)], .a6))
        for expected in ["SATISFACTION SURVEY", "Were you satisfied?", "Ông/Bà có hài lòng không?", "4 October 2024"] {
            #expect(text.contains(expected), "\(text)")
        }
    }

    @Test("control characters, line breaks and tabs in names become spaces")
    func oneLine() throws {
        let slip = try Example.slip(office: " UBND\r\n xã\u{0}\tXuân\u{7}  Trường ", desk: "\n")
        #expect(slip.office == "UBND xã Xuân Trường")
        #expect(slip.desk.isEmpty)
        #expect(try lines([slip], .a6)[0] == "UBND xã Xuân Trường")
    }

    @Test("a terminal gets the same words, the code and a symbol")
    func terminal() throws {
        let slip = try Example.slip()
        let text = try SlipRenderer().text(slip, isColoured: false)
        for expected in ["Ông/Bà có hài lòng không?", slip.link.text, slip.link.token.grouped, Example.procedure, "▀"] {
            #expect(text.contains(expected))
        }
        #expect(try SlipRenderer().render(slip, as: .text) == Data(SlipRenderer().text(slip).utf8))
    }
}
