import Foundation
import Testing

@testable import Survey

@Suite struct CommentTests {
    @Test(
        "telephone numbers are masked in every way that people write them",
        arguments: [
            "0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "09 12 34 56 78", "0.9.1.2.3.4.5.6.7.8",
            "+84912345678", "+84 912 345 678", "(+84) 912-345-678", "84912345678", "024 3825 1234", "(024) 3825.1234",
            "0912/345/678", "0912_345_678", "0912–345–678", "0912 — 345 — 678", "0912·345·678", "0912*345*678",
            "o912345678", "O912 345 678", "o9l2345678", "0912E45678".replacing("E", with: "3"), "09I2.345.67B",
            "０９１２３４５６７８", "０９１２ ３４５ ６７８", "①②③④⑤⑥⑦⑧⑨", "⁰⁹¹²³⁴⁵⁶⁷⁸", "𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "٠٩١٢٣٤٥٦٧٨",
            "0\u{200B}9\u{200B}1\u{200B}2\u{200B}3\u{200B}4\u{200B}5\u{200B}6\u{200B}7\u{200B}8",
            "0912\u{2060}345\u{FEFF}678",
            "0912\u{AD}345\u{34F}678", "0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
            "0\u{301}9\u{301}1\u{301}2\u{301}3\u{301}4\u{301}5\u{301}6\u{301}7\u{301}8",
            "0912\u{A0}345\u{2009}678", "0912\n345\n678", "0 9 1 2 3 4 5 6 7 8", "0912       345       678",
            "0912☎345☎678",
            "không chín một hai ba bốn năm sáu bảy tám", "khong chin mot hai ba bon nam sau bay tam",
            "KHÔNG CHÍN MỘT HAI BA BỐN LĂM SÁU BẨY TÁM", "không, chín, một, hai, ba, bốn, năm, sáu, bảy, tám",
            "khôngchínmộthaibabốnnămsáubảytám", "không chín 12 ba bốn 5678", "0 chín 1 hai 345678",
            "không chín mười hai ba tư năm sáu bảy tám", "zero nine one two three four five six seven eight",
            "không chín một hai ba bốn năm sáu bảy tám".decomposedStringWithCanonicalMapping,
        ])
    func telephones(_ number: String) throws {
        #expect(try #require(Comment(typed: number)).text == "[đã che]")
        let comment = try #require(Comment(typed: "Gọi tôi số \(number) nhé"))
        #expect(comment.text == "Gọi tôi số [đã che] nhé")
    }

    @Test(
        "what names somebody is masked inside a sentence, and the sentence stays",
        arguments: [
            ("Thái độ cán bộ nguyenvana@gmail.com rất tệ", "Thái độ cán bộ [đã che] rất tệ"),
            ("thư: Nguyen.Van_A+1@nam-dinh.gov.vn.", "thư: [đã che]."),
            ("nam.tran @ gmail . com nhé", "[đã che] nhé"), ("nam a còng gmail chấm com", "[đã che]"),
            ("nam(at)gmail.com", "[đã che]"), ("nam [a] yahoo dot com", "[đã che]"), ("nam＠gmail．com", "[đã che]"),
            ("zalo @nguyenvana", "zalo [đã che]"), ("xem https://fb.com/nguyenvana?x=1 nhé", "xem [đã che] nhé"),
            ("www.nguyenvana.vn hay", "[đã che] hay"), ("facebook.com/nguyenvana", "[đã che]"),
            ("zalo.me/abc", "[đã che]"),
            ("CMND 163456789", "CMND [đã che]"), ("CCCD: 036 095 001 234", "CCCD: [đã che]"),
            ("cccd036095001234", "cccd[đã che]"), ("cmnd số 1234", "cmnd số [đã che]"),
            ("STK 1903 4567 8901 234 Techcombank", "STK [đã che] Techcombank"),
            ("tài khoản 0451000234567", "tài khoản [đã che]"),
            ("xe 29A-123.45 đỗ sai", "xe [đã che] đỗ sai"), ("xe 18B1 12345", "xe [đã che]"),
            ("18b1-123.45", "[đã che]"),
            ("29A 123 45", "[đã che]"), ("30LD-12345", "[đã che]"), ("29MĐ1-123.45", "[đã che]"),
            ("29-H1 123.45", "[đã che]"),
            ("18H1-1234", "[đã che]"), ("29A12345", "[đã che]"), ("30 F 123.45", "[đã che]"),
            ("biển số TM 12-34", "biển số TM [đã che]"),
            ("hồ sơ H40.18-240501-0001 chậm", "hồ sơ [đã che] chậm"), ("000.00.18.H40-240501-0001", "[đã che]"),
            ("h15.50.05.13-261008-0975", "[đã che]"), ("H40 18 240501 0001", "[đã che]"),
            ("mã FG2CEP-CFZYKF-6EF49M đã dùng", "mã [đã che] đã dùng"), ("fg2cepcfzykf6ef49m", "[đã che]"),
            ("FG2CEP CFZYKF 6EF49M", "[đã che]"), ("FG2C EPCFZYKF 6EF49M", "[đã che]"),
            ("fg2 cep cfz ykf 6ef 49m", "[đã che]"),
            ("biên nhận ABCD1-EFGH2-JKMN3-PQRS4", "biên nhận [đã che]"),
            ("sinh ngày 1/5/1960", "sinh ngày [đã che]"), ("hẹn 01-05-24 không trả", "hẹn [đã che] không trả"),
            ("1.5.2024", "[đã che]"),
            ("sđt 4567", "sđt [đã che]"), ("gọi 0912345678 hoặc 0387654321 gấp", "gọi [đã che] hoặc [đã che] gấp"),
            ("0912345678, 0387654321", "[đã che]"), ("năm 0912345678 ba tôi", "năm [đã che] ba tôi"),
        ])
    func sentences(_ typed: String, _ stored: String) throws {
        #expect(try #require(Comment(typed: typed)).text == stored)
        #expect(try #require(Comment(typed: typed.decomposedStringWithCanonicalMapping)).text == stored)
    }

    @Test(
        "habits that get around a simple mask do not get around this one",
        arguments: [
            ("nam a vòng gmail.com", "[đã che]"), ("nam a móc yahoo chấm com", "[đã che]"),
            ("nam(a còng)gmail.com", "[đã che]"), ("nam ( a còng ) gmail chấm com", "[đã che]"),
            ("nam[avong]gmail.com", "[đã che]"), ("nguyenvana tại gmail.com nhé", "[đã che] nhé"),
            ("thư: nguyenvana gmail.com", "thư: [đã che]"), ("nam.gmail.com", "[đã che]"),
            ("nguyenvana1990 yahoo.com.vn nhé", "[đã che] nhé"), ("tôi dùng gmail.com", "tôi dùng [đã che]"),
            ("gọi 0x9x1x2x3x4x5x6x7x8", "gọi [đã che]"), ("09a12b345c678", "[đã che]"),
            ("0912abc345xyz678 nhé", "[đã che] nhé"), ("gọi 0 x 9 x 1 x 2 x 345 x 678", "gọi [đã che]"),
            ("không chín một hai, ba trăm bốn mươi lăm, sáu trăm bảy mươi tám", "[đã che]"),
            ("chín trăm mười hai ba trăm bốn mươi lăm sáu trăm bảy tám", "[đã che]"),
            ("khoong chisn mootj hai ba boons nawm saus bary tams", "[đã che]"),
            ("khoongchinsmoojthaibaboosnnamwsasubayrtasm", "[đã che]"),
            ("hồ sơ số 153 chậm", "hồ sơ số [đã che] chậm"), ("giấy hẹn số 2045", "giấy hẹn số [đã che]"),
            ("Biên nhận số 12/34", "Biên nhận số [đã che]"), ("STT 27", "STT [đã che]"),
            ("CCCD của tôi có bốn số cuối là 4471", "CCCD của tôi có bốn số cuối là [đã che]"),
            ("số tài khoản của tôi ở ngân hàng là 190345", "số tài khoản của tôi ở ngân hàng là [đã che]"),
            ("nguyen.van.a(at)gmail(dot)com", "[đã che]"), ("nguyen.a (at) gmail (chấm) com nhé", "[đã che] nhé"),
            ("nguyena[at]gmail[dot]com", "[đã che]"), ("thư: nguyenvana gmail com", "thư: [đã che]"),
            ("zalo: nguyen_van_a88", "zalo: [đã che]"), ("facebook nguyen.van.a.88 nhé", "facebook [đã che] nhé"),
            ("xe 29 a 12345", "xe [đã che]"), ("xe 29 a 1234 đỗ", "xe [đã che] đỗ"),
        ])
    func habits(_ typed: String, _ stored: String) throws {
        #expect(try #require(Comment(typed: typed)).text == stored)
        #expect(try #require(Comment(typed: typed.decomposedStringWithCanonicalMapping)).text == stored)
        #expect(try #require(Comment(typed: stored)).text == stored)
    }

    @Test(
        "amounts, times and ordinary words stay as they were written",
        arguments: [
            "Phải đi lại 2 lần", "Chờ 15 ngày, hẹn 3 ngày", "Phí 50.000 đồng", "Nộp 500.000đ mà không có biên lai",
            "mất 120k",
            "Từ 8h30 đến 11h00 mới xong", "Ngày 15/5 hẹn, ngày 20/5 trả", "tháng 5/2024", "năm 2024", "Đi 3 - 4 lần",
            "Một hai lần thì được, ba bốn lần thì không", "Năm nay tám mươi lăm tuổi", "Không một ai hướng dẫn",
            "hai mươi lăm triệu năm trăm nghìn đồng", "Quầy 3, tầng 2, phòng 201", "100% hài lòng", "Rất tốt!!!",
            "oi, lo qua",
            "15 h 30 phút", "10 giờ 15", "Thủ tục rườm rà; cần 2 bản sao, 1 bản chính.", "Email không nhận được",
            "Cán bộ thân thiện :) cảm ơn ❤", "đi từ 7h, 9h, 11h đều đông", "tài khoản 50.000 đồng", "Gặp @ quầy",
            "a cong",
            "Trường hợp này nghiêm trọng, nghiêm khắc", "khong thanh chinh nhanh chong", "30 ngày làm việc",
            "Ở 123 45 ngày",
            "hồ sơ năm 2024", "Căn cước làm năm 2021, đổi từ năm 2024", "tài khoản mở từ tháng 5 năm 2019",
            "Hồ sơ nộp 3 lần", "giấy hẹn ghi 15 ngày", "nộp tại quầy 3", "nộp tại dichvucong.gov.vn không được",
            "tài khoản của tôi bị trừ mất 150000 đồng", "phí hai trăm năm mươi nghìn đồng", "nói a vòng vo",
            "Ba trăm hai mươi lăm nghìn đồng là đắt", "một trăm linh năm người", "từ 2 h 30 đến 3 h 15, 4 h 20",
            "hẹn tháng 5 năm 2024, trả tháng 7 năm 2024", "tôi không có gmail", "lấy số thứ tự rồi chờ 2 tiếng",
            "điện thoại gọi 3 lần không ai nghe", "căn cước công dân cấp đúng hẹn 7 ngày", "phòng 3 a tầng 2",
            "nộp tháng 11 năm 2026, hẹn ngày 5 tháng 10 năm 2026", "zalo 2 lần không ai trả lời", "đăng facebook xã",
            "xã Xuân Hưng, huyện Xuân Trường", "Dịch vụ công. Com bụi", "1. Chậm\n2. Thái độ\n3. Phí",
        ])
    func readable(_ typed: String) throws {
        #expect(try #require(Comment(typed: typed)).text == typed.precomposedStringWithCanonicalMapping)
    }

    @Test("control and invisible characters, carriage returns and towers of marks go")
    func tidied() throws {
        #expect(
            try #require(Comment(typed: "  a\u{0}b\u{7}c\r\nd\re\tf\u{202E}g\u{200D}h\u{E000}  ")).text
                == "abc\nd\ne fgh")
        #expect(try #require(Comment(typed: "tốt".decomposedStringWithCanonicalMapping)).text.unicodeScalars.count == 3)
        let tower = "a" + String(repeating: "\u{308}\u{330}", count: 300)
        #expect(try #require(Comment(typed: tower)).text.unicodeScalars.count <= 4)
        for empty in ["", "  \n ", "\u{200B}\u{FEFF}", "\u{0}"] { #expect(Comment(typed: empty) == nil) }
    }

    @Test("a comment has at most 500 characters, and a mark is never cut in two")
    func limit() throws {
        let long = try #require(Comment(typed: String(repeating: "được ", count: 400)))
        #expect(long.text.count <= 500 && long.text.count >= 499)
        for padding in 485...505 {
            let text = String(repeating: "x", count: padding) + " 0912345678 hết"
            let comment = try #require(Comment(typed: text))
            #expect(comment.text.count <= 500)
            let rest = comment.text.drop { $0 == "x" }.trimmingCharacters(in: .whitespaces)
            #expect(["", "[đã che]", "[đã che] h", "[đã che] hế", "[đã che] hết"].contains(rest), "\(rest)")
        }
        // A number that the limit would cut is masked before it is cut.
        let edge = try #require(Comment(typed: String(repeating: "x", count: 494) + " 0912345678"))
        #expect(!edge.text.contains("0912"))
        let family = String(repeating: "👨\u{200D}👩\u{200D}👧", count: 600)
        #expect(try #require(Comment(typed: family)).text.utf8.count <= 2000)
    }

    @Test("a manager masks a phrase wherever it stands, in either case and in NFD too")
    func masking() throws {
        let comment = try #require(Comment(typed: "Chị Lan ở quầy 2 cáu gắt. Tôi không gặp lại chị lan nữa."))
        let masked = try #require(comment.masking("chị Lan".decomposedStringWithCanonicalMapping))
        #expect(masked.text == "[đã che] ở quầy 2 cáu gắt. Tôi không gặp lại [đã che] nữa.")
        #expect(comment.masking("anh Nam") == nil)
        #expect(comment.masking("  ") == nil)
        #expect(Comment(stored: masked.text) == masked)
    }

    @Test("masking a comment again changes nothing")
    func idempotent() throws {
        for text in [
            "Gọi 0912345678, nam@gmail.com hoặc 29A-123.45", "H40.18-240501-0001: 2 lần", "[đã che] 12 [đã che] 34567",
        ] {
            let once = try #require(Comment(typed: text))
            #expect(Comment(typed: once.text) == once)
        }
    }

    @Test("no run of seven digits survives, whatever is typed")
    func property() {
        var generator = SeededGenerator(9)
        let pieces: [String] =
            (0...9).map(String.init) + (0...9).map(String.init) + (0...9).map(String.init)
            + [
                "o", "O", "l", "I", "０", "５", "⑨", "²", "٣", " ", " ", ".", "-", ",", "/", "\n", "\u{200B}", "\u{301}",
                "+", "(", ")",
                "@", "gmail", ".com", "a", "đ", "không", "chín", "một ", " hai ", "A", "H", "B1", "lần", "đồng",
                "ngày ", "[đã che]",
                "\u{FE0F}\u{20E3}", "Ⅷ", "½", "～", "_", "😀", "x", "sđt ", "://", "29A-", "b", "S",
            ]
        for round in 0..<8_000 {
            let length = Int.random(in: 1...(round % 3 == 0 ? 60 : 18), using: &generator)
            let typed = (0..<length).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &generator)] }.joined()
            guard let stored = Comment(typed: typed)?.text else { continue }
            let run = CommentTests.longestRun(stored)
            #expect(run < 7, "\(typed.debugDescription) → \(stored.debugDescription)")
            if run >= 7 { return }
        }
    }

    /// The longest run of digits in which nothing but signs and blanks stands, by a reading of its own: compatibility
    /// forms resolved, marks and invisible characters dropped.
    static func longestRun(_ text: String) -> Int {
        var longest = 0
        var current = 0
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            if scalar.properties.numericType != nil {
                current += 1
                longest = max(longest, current)
            } else if scalar.properties.isAlphabetic {
                current = 0
            }
        }
        return longest
    }
}
