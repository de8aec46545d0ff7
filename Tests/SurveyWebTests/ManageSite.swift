import Foundation
import HTTPTypes
import HummingbirdTesting
import Survey
import SurveyStore
import Testing

@testable import SurveyWeb

extension TestSite {
    /// A second commune and desk, and answers: many at the first desk, four at the second, which may not be shown.
    func fillForManagers() async throws {
        try load(.communes, "code,name,parent_code,level\n14089,Xã Xuân Trường,37,commune\n")
        try load(
            .desks, "code,name,unit_code\nXT-1,Quầy 1 – Xã Xuân Trường,14089\nXT-2,Quầy 2 – Xã Xuân Trường,14089\n")
        try load(.procedures, "code,name,field,level\n2.000635,Cấp bản sao trích lục,Hộ tịch,commune\n")
        try await rate(desk: "XH-1", answers: ["3", "3", "2", "2", "2", "2", "3", "1", "3", "2", "2", "3"], of: 20)
        try await rate(desk: "XT-1", answers: ["3", "2", "1", "2"], of: 17, from: 200)
        try await rate(desk: "XT-2", answers: ["3", "2", "1"], of: 13, from: 300)
    }

    /// Registers dossiers of a desk and rates the first of them.
    func rate(
        desk: String, procedure: String = "1.001193", on day: String = "2026-11-20", answers: [String], of count: Int,
        from first: Int = 100
    ) async throws {
        let codes = (first..<first + count).map { "H40.18-241101-\($0 + 10_000)" }
        let rows = codes.map { "\($0),\(desk),\(procedure),,\(day),direct,early,1" }
        try load(
            .dossiers,
            "dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised\n"
                + rows.joined(separator: "\n") + "\n")
        try await application().test(.router) { client async throws in
            for (code, answer) in zip(codes, answers) {
                let token = store.keyRing.newest.token(for: try DossierCode(code))
                #expect(try await client.post("/\(token.text)", "overall=\(answer)").status == .seeOther)
            }
        }
    }

    /// The cookie of somebody who is signed in.
    func cookie(
        _ role: Account.Role, units: [String] = [], desks: [String] = []
    ) async throws -> HTTPFields {
        let name = "\(role.rawValue)\(Int.random(in: 1...999_999))"
        try await store.addAccount(
            name, role: role, password: "mật khẩu dài", units: units, desks: desks, by: "test")
        let account = try #require(try await store.account(named: name))
        return [.cookie: "\(Cookies.session)=\(try await store.startSession(account))"]
    }
}

/// A page taken apart as far as tests need it.
struct ReadPage {
    let html: String

    /// The rows of a table whose first cell has this name.
    func rows(_ name: String) -> [String] {
        html.components(separatedBy: "<tr>").dropFirst().compactMap { $0.components(separatedBy: "</tr>").first }
            .filter { $0.contains(">\(name)<") }
    }
}
