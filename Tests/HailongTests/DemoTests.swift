import Foundation
import OwnThread
import Survey
import Testing

@Suite(.ownThread) struct DemoTests {
    @Test("the demo fills the example once, keeps it, and shows sign-ins and a link that works")
    func demo() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        let first = try hailong.must("demo", "--no-serve").output
        #expect(first.contains("http://127.0.0.1:8080/manage"))
        #expect(first.matches(of: #/\n(quantri|lanhdao|xuanhung|canbo) +[a-z2-9]{4}(-[a-z2-9]{4}){3} /#).count == 4)
        let link = try #require(first.firstMatch(of: /\nhttp:\/\/127\.0\.0\.1:8080(\/[0-9A-Z]{18})\n/))

        // The public report of January to May 2024, to the last dossier.
        let lines = try hailong.must(
            "report", "--by", "level", "--from", "2024-01", "--to", "2024-05", "--format", "csv"
        ).lines
        #expect(lines[1].hasPrefix("commune,Cấp xã,,8202,7056,1144,2,"))
        #expect(lines[2].hasPrefix("district,Cấp huyện,,1547,1068,479,0,"))
        #expect(try hailong.must("setting", "get", "example").output == "1\n")
        // Slips name the centre once: it is in the desk's name.
        #expect(try hailong.must("setting", "get", "office_name").output == "Khu vực Xuân Trường, tỉnh Ninh Bình\n")
        #expect(try hailong.must("verify").output == "sound\n")
        // The example's troubles, and what was done about them, are of 2026.
        if Example.today >= Day(number: 20_697) {
            let items = try hailong.sqlite("SELECT count(*), count(DISTINCT state) FROM follow_up")
            #expect(items.contains(/^[1-9][0-9]*\|[1-9]/))
            #expect(try hailong.sqlite("SELECT count(*) FROM task WHERE what LIKE 'Ví dụ: %'") == "1\n")
            #expect(try hailong.sqlite("SELECT count(*) FROM target") == "3\n")
        }

        // Four communes have entered all five indices of two periods, and one is verified.
        #expect(try hailong.sqlite("SELECT count(*) FROM agency_entry") == "41\n")

        let counts = try hailong.counts()
        #expect(try hailong.must("demo", "--no-serve").output.contains("Passwords are printed on the first run only"))
        #expect(try hailong.counts() == counts)

        let server = try Server(hailong)
        let page = try server.ask(String(link.1))
        #expect(page.status == 200)
        #expect(server.stop() == 0)
    }

    @Test("the demo leaves alone a database that is no example")
    func foreign() throws {
        let hailong = try Hailong(["LANG": "en_US.UTF-8"])
        try hailong.install()
        let outcome = try hailong.run("demo", "--no-serve")
        #expect(outcome.code == 1)
        #expect(outcome.errors == "hailong.sqlite is no example; name another file by HAILONG_DATABASE\n")
        #expect(try hailong.completed() == 0)
    }
}
