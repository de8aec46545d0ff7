import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Survey
import SurveyQR
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct BatchTests {
    static let header =
        "dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised"

    private func upload(
        _ csv: String, _ session: SignInSession, _ client: any TestClientProtocol, csrf: String? = nil
    ) async throws -> TestResponse {
        let body = """
            --x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n\(csrf ?? session.csrf)\r\n\
            --x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n\
            \(csv)\r\n--x--\r\n
            """
        var headers = session.headers
        headers[.contentType] = "multipart/form-data; boundary=x"
        return try await client.executeRequest(
            uri: "/staff/batch", method: .post, headers: headers, body: ByteBuffer(string: body))
    }

    @Test("a good file is shown, registered only when confirmed, and comes back as one PDF or with links")
    func walk() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let other = try await site.signedIn(.officer, "binh", desks: ["XH-1"])
        let known = try site.dossier(1)
        let token = try StaffRegisterTests.token(site)
        let csv = """
            \(Self.header)\r
            \(StaffRegisterTests.code),XH-1,1.001193,,2026-11-20,online,on_time,1\r
            H40.18-241101-10001,XH-1,1.001193,,2026-11-20,direct,early,1\r

            """
        try await site.application().test(.router) { client in
            let shown = try await upload(csv, officer, client)
            #expect(shown.status == .ok)
            #expect(shown.text.contains("1 hồ sơ mới, 1 đã đăng ký, 0 sẽ đổi"))
            for row in [
                "2<td class=code>\(StaffRegisterTests.code)<td>XH-1<td>Đăng ký khai sinh<td class=number>20/11/2026<td>đăng ký mới",
                "3<td class=code>H40.18-241101-10001<td>XH-1<td>Đăng ký khai sinh<td class=number>20/11/2026<td>giữ nguyên",
            ] { #expect(shown.text.contains("<tr><td class=number>" + row)) }
            #expect(try site.store.state(of: token.id) == .unknown)
            let key = try #require(shown.text.firstMatch(of: /name=key value="([^"]+)"/)?.output.1)
            let stranger = try await client.post(
                "/staff/batch/confirm", "csrf=\(other.csrf)&key=\(key)&as=pdf", other.headers)
            #expect(stranger.status == .gone)
            let pdf = try await client.post(
                "/staff/batch/confirm", "csrf=\(officer.csrf)&key=\(key)&as=pdf", officer.headers)
            #expect(pdf.headers[.contentType] == "application/pdf")
            #expect(try site.store.isIssued(token.id) && site.store.isIssued(known.id))
            let links = try await client.post(
                "/staff/batch/confirm", "csrf=\(officer.csrf)&key=\(key)&as=links", officer.headers)
            let lines = links.text.split(whereSeparator: \.isNewline)
            #expect(lines[0].hasSuffix("digitised,link"))
            #expect(
                lines[1]
                    == "\(StaffRegisterTests.code),XH-1,1.001193,,2026-11-20,online,on_time,1,http://127.0.0.1:8080/\(token.text)"
            )
        }
    }

    @Test("a row that repeats another counts once and says so; one that contradicts it is named with both lines")
    func repeats() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let rows = [1, 2, 1].map { "H40.18-241101-2000\($0),XH-1,1.001193,,2026-11-20,online,on_time,1" }
        try await site.application().test(.router) { client in
            let shown = try await upload(([Self.header] + rows).joined(separator: "\n"), officer, client)
            #expect(shown.text.contains("2 hồ sơ mới, 0 đã đăng ký"))
            #expect(shown.text.contains("1 dòng lặp lại y nguyên một dòng trước"))
            let third = shown.text.split(separator: "\n").first { $0.contains("<tr><td class=number>4<") }
            #expect(third?.hasSuffix("<td>lặp lại dòng 2, tính một lần") == true, "\(third ?? "–")")
            let key = try #require(shown.text.firstMatch(of: /name=key value="([^"]+)"/)?.output.1)
            let links = try await client.post(
                "/staff/batch/confirm", "csrf=\(officer.csrf)&key=\(key)&as=links", officer.headers)
            let lines = links.text.split(separator: "\n")
            #expect(lines.count == 4 && lines[1] == lines[3] && lines[1].contains(",http://"))
            let other = rows + [rows[1].replacing("on_time", with: "late")]
            let refused = try await upload(([Self.header] + other).joined(separator: "\n"), officer, client)
            #expect(refused.status == .unprocessableContent)
            let fifth = refused.text.split(separator: "\n").first { $0.contains("<tr><td class=number>5<") }
            #expect(fifth?.contains("đã có ở dòng 3 với thông tin khác") == true, "\(fifth ?? "–")")
        }
    }

    @Test("expired and void dossiers say so and get neither slip nor link; a rated one is shown like any other")
    func noSlip() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let open = try site.dossier(1)
        let rated = try site.dossier(2)
        let void = try site.dossier(3)
        try await site.store.void(void.id, by: "test")
        let rows = ["10001", "10002", "10003"].map { "H40.18-241101-\($0),XH-1,1.001193,,2026-11-20,direct,early,1" }
        let old = "H40.18-241101-10009,XH-1,1.001193,,2026-10-01,direct,early,1"
        let expired = try StaffRegisterTests.token(site, "H40.18-241101-10009")
        try await site.application().test(.router) { client in
            #expect(try await client.post("/\(rated.text)", "overall=1").status == .seeOther)
            let shown = try await upload(([Self.header] + rows + [old]).joined(separator: "\n"), officer, client)
            #expect(
                shown.text.contains("1 hồ sơ đã quá hạn đánh giá") && shown.text.contains("1 hồ sơ có phiếu đã bị hủy"))
            let statuses = shown.text.matches(of: /<tr><td class=number>[2-5]<.*<td>([^<]+)\n/).map {
                String($0.output.1)
            }
            #expect(
                statuses == [
                    "giữ nguyên", "giữ nguyên", "giữ nguyên – phiếu đã bị hủy, không in",
                    "đăng ký mới – quá hạn đánh giá, không có phiếu",
                ])
            let key = try #require(shown.text.firstMatch(of: /name=key value="([^"]+)"/)?.output.1)
            let links = try await client.post(
                "/staff/batch/confirm", "csrf=\(officer.csrf)&key=\(key)&as=links", officer.headers)
            let lines = links.text.split(separator: "\n").dropFirst().map { $0.split(separator: ",").last ?? "" }
            #expect(
                lines == ["http://127.0.0.1:8080/\(open.text)", "http://127.0.0.1:8080/\(rated.text)", "1", "1"])
            #expect(try site.store.isIssued(expired.id) == false)
            #expect(try site.store.state(of: expired.id) != .unknown)

            let none = try await upload([Self.header, rows[2], old].joined(separator: "\n"), officer, client)
            let second = try #require(none.text.firstMatch(of: /name=key value="([^"]+)"/)?.output.1)
            let pdf = try await client.post(
                "/staff/batch/confirm", "csrf=\(officer.csrf)&key=\(second)&as=pdf", officer.headers)
            #expect(pdf.status == .ok && pdf.text.contains("Không hồ sơ nào trong tệp có phiếu để in"))
        }
    }

    @Test(
        "the office's own file comes back byte for byte, with one column behind",
        arguments: [",", ";"], ["\n", "\r\n"])
    func linksByteForByte(separator: String, lineEnd: String) async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        // The columns in the office's own order, quotes where none are needed, breaks and marks inside them.
        let rows = [
            [
                "procedure_code", "\"desk_code\"", "dossier_code", "completed_on", "commune_code", "received_via",
                "timeliness", "digitised",
            ],
            ["1.001193", "XH-1", "\"h40.18-241101-20001\"", "2026-11-20", "", "online", "\"on_time\"", "1"],
            ["\"1.001193\(lineEnd)\"", "XH-1", "H40.18-241101-20002 ", "2026-11-20", "14122", "direct", "early", "0"],
        ]
        for mark in ["", "\u{FEFF}"] {
            for last in ["", lineEnd, lineEnd + lineEnd] {
                let csv = mark + rows.map { $0.joined(separator: separator) }.joined(separator: lineEnd) + last
                try await site.application().test(.router) { client in
                    let shown = try await upload(csv, officer, client)
                    let key = try #require(shown.text.firstMatch(of: /name=key value="([^"]+)"/)?.output.1)
                    let answer = try await client.post(
                        "/staff/batch/confirm", "csrf=\(officer.csrf)&key=\(key)&as=links", officer.headers)
                    let links =
                        ["link"]
                        + ["H40.18-241101-20001", "H40.18-241101-20002"].map { code in
                            let token = try? site.store.keyRing.newest.token(for: DossierCode(code))
                            return "http://127.0.0.1:8080/\(token?.text ?? "")"
                        }
                    let expected =
                        mark
                        + zip(rows, links).map { ($0 + [$1]).joined(separator: separator) }.joined(separator: lineEnd)
                        + last
                    #expect(Data(answer.body.readableBytesView) == Data(expected.utf8))
                }
            }
        }
    }

    @Test(
        "every bad row is named and nothing is registered; a foreign form, another type and other columns are refused")
    func refused() async throws {
        let site = try await TestSite()
        try site.load(.desks, "code,name,unit_code\nXH-2,Quầy 2,14122\n")
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let issued = try site.dossier(1)
        try await site.store.markIssued([issued.id])
        let csv = """
            \(Self.header)
            nonsense,XH-1,1.001193,,2026-11-20,online,on_time,1
            H40.18-261101-0002,XH-2,1.001193,,2026-11-20,online,on_time,1
            H40.18-261101-0003,XH-1,1.001193,,2026-12-20,online,on_time,1
            H40.18-241101-10001,XH-1,1.001193,,2026-11-19,direct,early,1
            H40.18-261101-0004,XH-1
            H40.18-261101-0005,XH-1,1.001193,,2026-11-20,online,on_time,1
            """
        try await site.application().test(.router) { client in
            let page = try await upload(csv, officer, client)
            #expect(page.status == .unprocessableContent)
            for (line, words) in [
                (2, "không đúng dạng"), (3, "ngoài phạm vi"), (4, "tương lai"), (5, "không đổi được nữa"), (6, "2 cột"),
            ] {
                let row = page.text.split(separator: "\n").first { $0.contains("<tr><td class=number>\(line)<") }
                #expect(row?.contains(words) == true, "line \(line): \(row ?? "–")")
            }
            #expect(page.text.contains("Có 5 chỗ sai ở 5 dòng; chưa có gì được đăng ký."))
            #expect(!page.text.contains("name=key"))
            let foreign = try await upload(csv, officer, client, csrf: "x")
            #expect(foreign.status == .forbidden)
            let columns = try await upload("a,b\n1,2\n", officer, client)
            #expect(columns.status == .unprocessableContent)
            #expect(columns.text.contains("cột không biết “a”, “b”; thiếu cột “dossier_code”, “desk_code”"))
            let type = try await client.post("/staff/batch", "csrf=\(officer.csrf)", officer.headers)
            #expect(type.status == .unsupportedMediaType)
        }
    }

    @Test("a file of ten thousand rows is shown whole, be they good or bad")
    func large() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let rows = (1...DossierFile.most).map {
            "H40.18-241101-\(200_000 + $0),XH-1,1.001193,,2026-11-20,online,on_time,1"
        }
        let good = ([Self.header] + rows).joined(separator: "\n")
        try await site.application().test(.router) { client in
            let shown = try await upload(good, officer, client)
            #expect(shown.text.contains("\(DossierFile.most) hồ sơ mới"))
            #expect(shown.text.matches(of: /<td class=code>H40/).count == DossierFile.most)
            let bad = try await upload(good.replacing("on_time", with: "soon"), officer, client)
            #expect(bad.text.contains("Có \(DossierFile.most) chỗ sai ở \(DossierFile.most) dòng"))
            #expect(bad.text.matches(of: /<td>timeliness<td class=code>soon/).count == DossierFile.most)
            let over = try await upload(good + "\n" + rows[0], officer, client)
            #expect(over.status == .unprocessableContent && over.text.contains("tối đa 10000 dòng"))
        }
    }

    @Test("who prints or sends is on today's list, and a conflict that arose meanwhile is named by its line")
    func listed() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let known = try site.dossier(1)
        let rows = ["H40.18-241101-20001", "H40.18-241101-10001"].map {
            "\($0),XH-1,1.001193,,2026-11-19,online,on_time,1"
        }
        let csv = ([Self.header, ""] + rows).joined(separator: "\n")
        try await site.application().test(.router) { client in
            let shown = try await upload(csv, officer, client)
            #expect(shown.text.contains("1 sẽ đổi thông tin") && shown.text.contains("đổi thông tin\n"))
            let key = try #require(shown.text.firstMatch(of: /name=key value="([^"]+)"/)?.output.1)
            try await site.store.markIssued([known.id])
            let form = "csrf=\(officer.csrf)&key=\(key)&as=pdf"
            let conflict = try await client.post("/staff/batch/confirm", form, officer.headers)
            #expect(conflict.status == .conflict)
            #expect(conflict.text.contains("<tr><td class=number>4<td>dossier_code"))
            let none = try await client.get("/staff/slips", officer.headers)
            #expect(none.text.contains("Chưa có phiếu nào."))

            let second = try await upload([Self.header, rows[0]].joined(separator: "\n"), officer, client)
            let good = try #require(second.text.firstMatch(of: /name=key value="([^"]+)"/)?.output.1)
            for way in ["pdf", "links"] {
                _ = try await client.post(
                    "/staff/batch/confirm", "csrf=\(officer.csrf)&key=\(good)&as=\(way)", officer.headers)
            }
            let list = try await client.get("/staff/slips", officer.headers)
            for what in ["phát phiếu", "gửi liên kết"] {
                #expect(list.text.contains("<tr><td class=code>12:00<td>Đăng ký khai sinh<td>\(what)"), "\(what)")
            }
        }
    }

    @Test("a form with a file is read whatever is in the file, and a torn one is none")
    func multipart() throws {
        let bytes = Data([0, 13, 10, 45, 45, 120, 13, 10, 255])
        let head =
            "--b d\r\nContent-Disposition: form-data; name=csrf\r\n\r\ntoken\r\n--b d\r\n"
            + "content-disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n"
        let body = Data(head.utf8) + bytes + Data("\r\n--b d--".utf8)
        let type = "multipart/form-data; boundary=\"b d\""
        let form = try #require(UploadedFile(body, contentType: type))
        #expect(form.fields == ["csrf": "token"])
        #expect(form.bytes == bytes)
        #expect(UploadedFile(body.dropLast(7), contentType: type) == nil)
        #expect(UploadedFile(body, contentType: "multipart/form-data") == nil)
        #expect(UploadedFile(body, contentType: "text/plain; boundary=\"b d\"") == nil)
    }

    @Test(
        "the message without diacritics is one SMS of GSM-7, the one with them two of UCS-2, and both end with the link's days",
        arguments: [
            "Đăng ký khai sinh",
            "Thủ tục cấp giấy phép hoạt động đối với cơ sở khám bệnh, chữa bệnh thuộc thẩm quyền của Sở Y tế",
        ], ["http://127.0.0.1:8080", "https://danhgia.trungtamhanhchinhcong.ninhbinh.gov.vn"])
    func messages(procedure: String, base: String) async throws {
        let site = try await TestSite()
        let link = SurveyLink(base: try PublicAddress(base), token: try StaffRegisterTests.token(site))
        let day = try #require(Day("2026-12-23"))
        let plain = MessageText.plain(link, procedure: procedure, until: day)
        #expect(plain.text.utf8.allSatisfy { (32..<127).contains($0) && $0 != 96 })
        #expect(plain.length == plain.text.count && plain.length <= 160 && plain.parts == 1)
        #expect(plain.text.contains(" \(link.text) ") && plain.text.contains("23/12/2026"))
        let marked = MessageText.marked(link, procedure: procedure, until: day)
        #expect(marked.length == marked.text.utf16.count && marked.length <= 134 && marked.parts == 2)
        #expect(marked.text.contains(" \(link.text) "))
        #expect(marked.text.hasPrefix("Mời Ông/Bà đánh giá hồ sơ "))
    }

    @Test(
        "a long address leaves out the name, then the politeness, and the message still fits its parts",
        arguments: [
            ("http://khaosat.trungtamphucvuhanhchinhcong.xuanhung.ninhbinh.gov.vn", "Mời Ông/Bà đánh giá: "),
            ("http://khaosat.trungtamphucvuhanhchinhcong.xuanhung.xuantruong.ninhbinh.gov.vn:8080", "Đánh giá: "),
        ])
    func longAddress(base: String, head: String) async throws {
        let site = try await TestSite()
        let link = SurveyLink(base: try PublicAddress(base), token: try StaffRegisterTests.token(site))
        let day = try #require(Day("2026-12-23"))
        let marked = MessageText.marked(link, procedure: "Đăng ký khai sinh", until: day)
        #expect(marked.text.hasPrefix(head + link.text), "\(marked.text)")
        #expect(marked.length <= 134 && marked.parts == 2 && marked.text.contains("23/12/2026"))
        let plain = MessageText.plain(link, procedure: "Đăng ký khai sinh", until: day)
        #expect(plain.length <= 160 && plain.parts == 1 && !plain.text.contains(" :"))
    }

    @Test("an officer gets the link of a registered dossier with its messages, and it counts as issued")
    func link() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let token = try site.dossier(1)
        try await site.application().test(.router) { client in
            let page = try await client.post(
                "/staff/links", "csrf=\(officer.csrf)&code=H40.18-241101-10001", officer.headers)
            #expect(page.status == .ok)
            #expect(page.text.contains("http://127.0.0.1:8080/\(token.text)"))
            #expect(page.text.contains("/160 ký tự GSM-7, 1 tin") && page.text.contains("/134 ký tự UCS-2, 2 tin"))
            #expect(try site.store.isIssued(token.id))
            let unknown = try await client.post(
                "/staff/links", "csrf=\(officer.csrf)&code=H40.18-241101-10009", officer.headers)
            #expect(unknown.status == .notFound)
            // The link comes first, and each text has a button that copies it.
            let at = ["id=link", "id=\"linkPlain\"", "id=\"linkMarked\"", "id=code"].map {
                page.text.firstRange(of: $0)?.lowerBound
            }
            #expect(at.allSatisfy { $0 != nil } && at.compactMap { $0 } == at.compactMap { $0 }.sorted())
            #expect(page.text.matches(of: /hidden data-copy=/).count == 3)
        }
    }

    @Test("registering with the link in place of the slip registers, gives the link first and counts it as sent")
    func registerAndSend() async throws {
        let site = try await TestSite()
        let officer = try await site.signedIn(.officer, desks: ["XH-1"])
        let token = try StaffRegisterTests.token(site)
        try await site.application().test(.router) { client in
            let desk = try await client.get("/staff", officer.headers)
            #expect(
                desk.text.contains("<button name=as value=link class=quiet>Đăng ký và lấy liên kết để gửi</button>"))
            let page = try await client.post(
                "/staff", StaffRegisterTests.form(officer, ["via": "online", "as": "link"]), officer.headers)
            #expect(page.status == .ok && page.text.contains("Đã đăng ký. Chép liên kết"))
            #expect(page.text.contains("value=\"http://127.0.0.1:8080/\(token.text)\""))
            #expect(try site.store.isIssued(token.id))
            let again = try await client.post(
                "/staff", StaffRegisterTests.form(officer, ["procedure": "", "as": "link"]), officer.headers)
            #expect(again.text.contains("đây vẫn là liên kết đó") && again.text.contains(token.text))
            let list = try await client.get("/staff/slips", officer.headers)
            #expect(list.text.contains("gửi liên kết") && !list.text.contains("<td>phát phiếu"))
        }
    }
}
