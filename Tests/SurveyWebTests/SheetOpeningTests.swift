import Foundation
import HTTPTypes
import HummingbirdTesting
import OwnThread
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite(.ownThread) struct SheetOpeningTests {
    /// Every page that has a sheet, with its least number of cells in use.
    private static let pages: [String: (address: String, cells: Int)] = [
        "desks": ("/manage?by=desk&period=2026-11&boundaries=now", 70),
        "communes": ("/manage?by=commune&period=2026-11&boundaries=now", 50),
        "procedures": ("/manage?by=procedure&period=2026-11&boundaries=now", 40),
        "desk": ("/manage/desk/XH-1?since=&period=2026-11&boundaries=now", 30),
        "commune": ("/manage/commune/14122?since=&period=2026-11&boundaries=now", 30),
        "procedure": ("/manage/procedure/1.001193?since=&period=2026-11&boundaries=now", 30),
        "comparison": ("/manage/comparison?by=desk&period=2026-11", 20), "heat": ("/manage/heat?period=2026-11", 10),
        "agency": ("/manage/indices?unit=14122&since=&period=2026-11", 50),
        "province": ("/manage/indices?period=2026-11", 30),
        "situation": ("/manage/situation?from=2026-10&to=2026-11", 40),
        "results": ("/results?by=desk&period=2026-11&boundaries=now", 40),
    ]

    @Test(
        "LibreOffice opens every kind of sheet without a word of complaint, and reads in every cell what is written there"
    )
    func kinds() async throws {
        let site = try await TestSite()
        try await site.fillForManagers()
        try site.load(
            .situation,
            "unit_code,month,received_direct,received_online,received_post,carried_over,pending_in_time,pending_late,"
                + "awaiting_supplement,ineligible\n14122,2026-11,5,30,0,2,4,1,2,3\n")
        let manager = try await site.cookie(.manager)
        let files = try await site.application().test(.router) { client async throws in
            var files: [String: TestResponse] = [:]
            for (name, page) in Self.pages {
                let file = try await client.get(page.address + "&format=xlsx", manager)
                #expect(file.status == .ok, "\(name)")
                files[name] = file
            }
            return files
        }
        let opened = try OpenedSheets(files)
        #expect(opened.complaints == [])
        #expect(Set(opened.sheets.keys) == Set(Self.pages.keys))
        for (name, sheet) in opened.sheets {
            #expect(sheet.differences == [], "\(name)")
            #expect(sheet.cells >= Self.pages[name]?.cells ?? 0, "\(name): \(sheet.cells)")
        }
    }
}
