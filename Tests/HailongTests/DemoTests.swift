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
        let password = try #require(first.firstMatch(of: #/\nquantri +([a-z0-9-]{19}) /#)).1
        try everyPageShowsSomething(server, password: String(password), jar: hailong.folder.appending(path: "jar").path)
        // Its longest names fit into a survey page of 10 kB, on every questionnaire.
        #expect(try !server.log().contains("too long"))
        #expect(server.stop() == 0)
    }

    /// Every page of figures of the example, and what is on it only when there is something to show.
    private func everyPageShowsSomething(_ server: Server, password: String, jar: String) throws {
        let keep = ["-b", jar, "-c", jar]
        let signIn = try server.ask("/staff/sign-in?next=/manage", options: keep).body
        let csrf = try #require(signIn.firstMatch(of: /name=csrf value="([^"]+)"/)).1
        let form = ["name=quantri", "password=\(password)", "csrf=\(csrf)", "next=/manage"]
        #expect(try server.ask("/staff/sign-in", form: form, options: keep).status == 303)
        let month = Example.today.month - 1
        for (path, mark) in [
            ("/manage", "<svg class=\"chart"), ("/manage/heat", "/manage/heat/cell?"),
            ("/manage/comparison", "<td class=number"),
            ("/manage/comments?month=\(month)", "<article class=comment"),
            ("/manage/honesty?month=\(month)", "\u{A0}%"),
            ("/manage/situation?from=2024-01&to=2024-05", "98,51"), ("/manage/indices", "\u{A0}%"),
            ("/manage/follow-up?show=all", "/manage/follow-up/"), ("/manage/plan", "id=\"task-1\""),
            ("/manage/catalogue", "chart succession"), ("/manage/desk/TT-14122-1?since=2025-07-01", "chart trend"),
            ("/manage/commune/14122?since=2025-07-01", "chart trend"), ("/manage/procedure/1.001193", "chart trend"),
            ("/manage/kiosks", "/kiosk/TT-14122-1"), ("/manage/accounts", "lanhdao"), ("/manage/audit", "lanhdao"),
            ("/results", "<svg class=\"chart"), ("/procedures", "1.001193"),
        ] {
            let page = try server.ask(path, options: keep + ["-L"])
            #expect(page.status == 200 && page.body.contains(mark), "\(path) shows no \(mark)")
        }
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
