import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

@Suite struct APICatalogueTests {
    @Test("units, desks and procedures come with their days, all of them or those of a day")
    func lists() async throws {
        let site = try await TestSite()
        try site.load(
            .communes,
            """
            code,name,parent_code,level,valid_from,valid_to,successor_code
            14089,Xã Xuân Châu,37,commune,,2025-07-01,14122
            14122,Xã Trà Lũ,37,commune,2024-09-01,2025-07-01,
            """.replacingOccurrences(of: "14122,Xã Trà Lũ", with: "14095,Xã Trà Lũ"))
        let key = try await site.key(.print)
        try await site.application().test(.router) { client async throws in
            let all = try await client.get("/api/v1/communes", key)
            #expect(all.status == .ok)
            let units = try all.json([String: [[String: String?]]].self)["communes"] ?? []
            #expect(units.map { $0["code"] ?? nil } == ["14089", "14095", "14122", "37"])
            #expect(
                units.first == [
                    "code": "14089", "name": "Xã Xuân Châu", "level": "commune", "parent_code": "37",
                    "valid_from": nil, "valid_to": "2025-07-01", "successor_code": "14122",
                ])
            let then = try await client.get("/api/v1/communes?on=2024-08-31", key)
            let codes = try then.json([String: [[String: String?]]].self)["communes"]?.map { $0["code"] ?? nil }
            #expect(codes == ["14089", "14122", "37"])
            #expect(
                try await client.get("/api/v1/desks", key).json([String: [[String: String?]]].self)["desks"] == [
                    [
                        "code": "XH-1", "name": "Quầy 1 – Xã Xuân Hưng", "unit_code": "14122", "valid_from": nil,
                        "valid_to": nil,
                    ]
                ])
            #expect(
                try await client.get("/api/v1/procedures", key).json([String: [[String: String?]]].self)["procedures"]
                    == [
                        [
                            "code": "1.001193", "name": "Đăng ký khai sinh", "field": "Hộ tịch", "level": "commune",
                            "valid_from": nil, "valid_to": nil,
                        ]
                    ])
        }
    }

    @Test("a list that has not changed is not sent again; after an import its tag is another")
    func tags() async throws {
        let site = try await TestSite()
        let key = try await site.key(.report)
        try await site.application().test(.router) { client async throws in
            let first = try await client.get("/api/v1/desks", key)
            let tag = try #require(first.headers[.eTag])
            let again = try await client.get("/api/v1/desks", key + [.ifNoneMatch: tag])
            #expect(again.status == .notModified)
            #expect(again.body.readableBytes == 0)
            try site.load(.desks, "code,name,unit_code\nXH-2,Quầy 2,14122\n")
            let changed = try await client.get("/api/v1/desks", key + [.ifNoneMatch: tag])
            #expect(changed.status == .ok)
            #expect(changed.headers[.eTag] != tag)
            #expect(changed.text.contains("Quầy 2"))
        }
    }

    @Test("any key may read the catalogue, nobody without one; a bad day is 422")
    func access() async throws {
        let site = try await TestSite()
        let key = try await site.key(.register)
        try await site.application().test(.router) { client async throws in
            for name in ["communes", "desks", "procedures"] {
                #expect(try await client.get("/api/v1/\(name)", key).status == .ok)
                #expect(try await client.get("/api/v1/\(name)").status == .unauthorized)
                #expect(try await client.get("/api/v1/\(name)?on=2026-02-30", key).status == .unprocessableContent)
                #expect(try await client.get("/api/v1/\(name)?code=1", key).status == .unprocessableContent)
            }
        }
    }
}
