import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct ManageResultsTests {
    @Test("anyone may read the published figures, and the hidden ones are not there")
    func open() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        try await site.application().test(.router) { client async throws in
            let response = try await client.get("/results?by=desk&period=2026-11&boundaries=now")
            #expect(response.status == .ok)
            let page = ReadPage(html: response.text)
            #expect(page.rows("Quầy 1 – Xã Xuân Hưng").last?.contains("91,7\u{A0}%") == true)
            #expect(page.rows("Quầy 1 – Xã Xuân Trường").first?.contains("chưa đủ câu trả lời") == true)
            #expect(!response.text.contains("75,0") && !response.text.contains("66,7"))
            #expect(!response.text.contains("href=\"/manage"))
            #expect(response.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true)
        }
    }

    @Test("a period may be named by its months, as in the API; one that is none is refused like any other bad choice")
    func months() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        try await site.application().test(.router) { client async throws in
            let quarter = try await client.get("/results?from=2026-10&to=2026-12").text
            #expect(quarter.contains("quý 4/2026"))
            #expect(ReadPage(html: quarter).rows("Quầy 1 – Xã Xuân Hưng").last?.contains("91,7\u{A0}%") == true)
            for query in [
                "by=x", "from=abc", "to=abc", "from=2026-10", "to=2026-10", "from=2026-10&to=2026-11", "period=2026-13",
                "from=2026-10&to=9223372036854775807",
            ] {
                #expect(try await client.get("/results?\(query)").status == .unprocessableContent, "\(query)")
            }
        }
    }

    @Test(
        "the variant for frames may stand on other sites: figures and units with nothing to choose, and one link out of it"
    )
    func frame() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        try await site.application().test(.router) { client async throws in
            let response = try await client.get("/results?by=desk&period=2026-11&boundaries=now&frame=1")
            #expect(response.headers[.contentSecurityPolicy]?.contains("frame-ancestors *") == true)
            let page = response.text
            let links = page.components(separatedBy: "<a ").dropFirst()
            #expect(links.count == 1 && links.first?.contains("target=_blank") == true)
            #expect(
                links.first?.contains("/results?by=desk&amp;period=2026-11&amp;boundaries=now\"") == true, "\(links)")
            #expect(!page.contains("<nav") && !page.contains("<table") && page.contains("tháng 11/2026"))
            #expect(page.components(separatedBy: "<svg").count - 1 == 1 && page.contains(">Quầy 1 – Xã Xuân Hưng<"))
            let whole = try await client.get("/results?by=desk&period=2026-11&boundaries=now").text
            #expect(whole.contains("height=&quot;\(ResultsFramePage.height(units: 3))&quot;&gt;&lt;/iframe&gt;"))
        }
    }

    @Test("one unit has public results of its own, with nothing of the others, also as a file and in a frame")
    func unit() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        try await site.application().test(.router) { client async throws in
            let all = try await client.get("/results?by=desk&period=2026-11&boundaries=now").text
            let link = try #require(all.firstMatch(of: /href="(\/results[^"]*unit=14122[^"]*)"/)).output.1
            let address = String(link).replacing("&amp;", with: "&")
            for path in [address, address + "&frame=1"] {
                let html = try await client.get(path).text
                #expect(html.contains("Mức độ hài lòng: Xã Xuân Hưng") && html.contains("tháng 11/2026"))
                #expect(html.contains(">Quầy 1 – Xã Xuân Hưng<") && html.contains("91,7\u{A0}%"))
                if path == address {
                    let page = ReadPage(html: html)
                    #expect(page.rows("Quầy 1 – Xã Xuân Hưng").last?.contains("91,7\u{A0}%") == true)
                    #expect(page.rows("Tổng của Quầy 1 – Xã Xuân Hưng").first?.contains(">12<") == true)
                }
                #expect(!html.contains("Quầy 1 – Xã Xuân Trường") && !html.contains("href=\"/manage"))
                #expect(!html.contains("phạm vi phụ trách"))
            }
            let file = try await client.get(address + "&format=csv").text
            #expect(file.contains("Xã Xuân Hưng") && !file.contains("Quầy 1 – Xã Xuân Trường"))
            #expect(try await client.get("/results?unit=99999").status == .notFound)
            let procedures = "/results?by=procedure&period=2026-11&boundaries=now&unit=14122"
            #expect(try await client.get(procedures).status == .notFound)
        }
    }

    @Test("the newest checkpoint stands beside the figures")
    func checkpoint() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        site.clock.advance(days: 1)
        _ = try await site.store.closeDay()
        let checkpoint = try #require(try await site.store.newestCheckpoint())
        try await site.application().test(.router) { client async throws in
            #expect(try await client.get("/results").text.contains(checkpoint.description))
        }
    }
}
