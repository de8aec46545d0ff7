import Foundation
import Testing

@testable import Survey

@Suite struct TrustAuditTests {
    static let now = 1_795_500_000.75

    func trail() throws -> (entries: [AuditEntry], chain: AuditChain) {
        var chain = AuditChain()
        let acts = [
            try AuditAct(.accountAdd, subject: "lan", details: ["role": "manager", "desks": "Q1,Q2"]),
            try AuditAct(.import, subject: "dossiers", details: ["created": "812", "updated": "3"]),
            .void(desk: "Q1"), .comment(.commentHide, unit: "14122", month: Month(number: 24_305)),
            try AuditAct(.setting, subject: "staff_networks", details: ["from": "", "to": "10.0.0.0/8"]),
            try AuditAct(.export, subject: "answers", details: ["format": "csv"]),
        ]
        let entries = acts.enumerated().map { index, act in
            chain.append(act, by: index % 2 == 0 ? "operator" : "lan", at: TrustAuditTests.now + Double(index) * 60)
        }
        return (entries, chain)
    }

    @Test("an entry's hash is that of the written definition, as Python computes it")
    func vector() throws {
        let (entries, chain) = try trail()
        #expect(entries[0].details == #"{"desks":"Q1,Q2","role":"manager"}"#)
        #expect(entries[0].hash.description == "d5c6ec9b757ddb4642642fe8de61644b01617f13797883cb2975cc0382894345")
        #expect(entries[1].hash.description == "8fc52c5ce65135f948105ed5dd7441bd7ca7332e30c193968e96bdb868350d22")
        #expect(chain.head == entries[5].hash && chain.count == 6)
        #expect(
            try hex(AuditChain(endingWith: entries[1]).seal(with: KeyRing(text: TokenTests.ascending)))
                == "5eea38b4f883210ae259431c59d602cb")
    }

    @Test("a trail that is whole has no break, and goes on from its last entry")
    func whole() throws {
        let (entries, chain) = try trail()
        #expect(AuditChain.verify(entries) == nil)
        #expect(AuditChain.verify(entries, end: chain) == nil)
        #expect(AuditChain.verify([], end: AuditChain()) == nil)
        var later = AuditChain(endingWith: try #require(entries.last))
        let next = later.append(.void(desk: "Q2"), by: "lan", at: TrustAuditTests.now)
        #expect(AuditChain.verify(entries + [next], end: later) == nil)
        // An end that was kept somewhere a while ago still holds.
        #expect(AuditChain.verify(entries + [next], end: chain) == nil)
    }

    @Test("any field changed is found at its entry")
    func changed() throws {
        let (entries, _) = try trail()
        for index in entries.indices {
            let e = entries[index]
            let forged = [
                AuditEntry(
                    sequence: e.sequence, moment: e.moment + 1, actor: e.actor, action: e.action, subject: e.subject,
                    details: e.details, hash: e.hash),
                AuditEntry(
                    sequence: e.sequence, moment: e.moment, actor: "nam", action: e.action, subject: e.subject,
                    details: e.details, hash: e.hash),
                AuditEntry(
                    sequence: e.sequence, moment: e.moment, actor: e.actor, action: "purge", subject: e.subject,
                    details: e.details, hash: e.hash),
                AuditEntry(
                    sequence: e.sequence, moment: e.moment, actor: e.actor, action: e.action,
                    // The same bytes in a row, cut elsewhere.
                    subject: e.subject + String(e.details.prefix(1)), details: String(e.details.dropFirst()),
                    hash: e.details.isEmpty ? .zero : e.hash),
                AuditEntry(
                    sequence: e.sequence, moment: e.moment, actor: e.actor, action: e.action, subject: e.subject,
                    details: e.details + " ", hash: e.hash),
            ]
            for entry in forged {
                var all = entries
                all[index] = entry
                #expect(AuditChain.verify(all) == .changed(e.sequence))
            }
        }
    }

    @Test("an entry removed, added, put elsewhere or cut off is found")
    func removed() throws {
        let (entries, chain) = try trail()
        for index in entries.indices.dropLast() {
            var all = entries
            all.remove(at: index)
            #expect(AuditChain.verify(all) == .missing(index + 1))
            all = entries
            all.swapAt(index, index + 1)
            #expect(AuditChain.verify(all) == .missing(index + 1))
            #expect(AuditChain.verify(entries.prefix(index + 1), end: chain) == .cutShort(index + 1))
        }
        #expect(AuditChain.verify(entries + [entries[5]]) == .missing(7))
        // The chain alone cannot know of entries that are no longer there.
        #expect(AuditChain.verify(entries.prefix(3)) == nil)
    }

    @Test("a trail made anew by whoever has the database but not the keys has no seal that fits")
    func sealed() throws {
        let ring = try KeyRing(text: TokenTests.ascending)
        let (_, chain) = try trail()
        let seal = chain.seal(with: ring)
        #expect(chain.isSealed(by: ring, with: seal))
        #expect(chain.isSealed(by: try KeyRing(text: TokenTests.other + "\n" + TokenTests.ascending), with: seal))
        #expect(!chain.isSealed(by: try KeyRing(text: TokenTests.other), with: seal))
        var forged = AuditChain()
        for _ in 0..<6 { _ = forged.append(.void(desk: "Q1"), by: "operator", at: 0) }
        #expect(!forged.isSealed(by: ring, with: seal))
        #expect(!AuditChain().isSealed(by: ring, with: seal))
    }

    @Test("a void and a moderation keep the day alone, other acts the second")
    func moments() throws {
        let (entries, _) = try trail()
        let midnight = Int(Double(Day(unixTime: TrustAuditTests.now).number) * 86_400 - Day.offsetFromUTC)
        #expect(entries[2].moment == midnight && entries[3].moment == midnight)
        #expect(entries[0].moment == 1_795_500_000 && entries[5].moment == 1_795_500_300)
        #expect(Day(unixTime: Double(midnight)) == Day(unixTime: TrustAuditTests.now))
        #expect(entries[2].details.isEmpty && entries[2].subject == "Q1")
        #expect(entries[3].details == #"{"month":"2025-06"}"#)
    }

    @Test(
        "the trail refuses survey codes, dossier codes and addresses of devices",
        arguments: [
            "FG2CEP-CFZYKF-6EF49M", "token fg2cepcfzykf6ef49m.", "/FG2CEPCFZYKF6EF49M", "H40.18-240501-0001",
            "(h40.18-240501-0001)",
            "hồ sơ 000.00.18.H40-240501-0001, quầy 1", "from 203.0.113.7",
            "203.0.113.7:443".replacing(":443", with: ""), "[2001:db8::1]",
            "::1",
        ])
    func refused(_ text: String) {
        #expect(throws: SurveyError.self) { try AuditAct(.import, subject: text) }
        #expect(throws: SurveyError.self) { try AuditAct(.import, subject: "dossiers", details: ["note": text]) }
        #expect(throws: SurveyError.self) { try AuditAct(.import, subject: "dossiers", details: [text: "note"]) }
    }

    @Test(
        "ordinary subjects and details are taken, and networks in settings",
        arguments: [
            ("Quầy 3 – Trung tâm PVHCC", "14122"), ("office_name", "UBND xã Xuân Hưng, huyện Xuân Trường"),
            ("report", "2024-05"),
            ("retention_days", "90"), ("1.001193", "2.002622.H56"), ("H40", "9f86d081884c7d65"),
        ])
    func taken(_ subject: String, _ value: String) throws {
        let act = try AuditAct(.catalogue, subject: subject, details: ["to": value])
        #expect(act.subject == subject && act.details.contains(value))
        _ = try AuditAct(.setting, subject: "staff_networks", details: ["to": "203.0.113.0/24, 2001:db8::/32"])
        #expect(throws: SurveyError.self) {
            try AuditAct(.setting, subject: "office_name", details: ["to": "H40.18-240501-0001"])
        }
    }

    @Test("details are JSON that any reader takes, its keys in order")
    func json() throws {
        let details = [
            "b": "xuống\ndòng\t\"q\" \\ \u{1}\u{8}/", "a": "Thủ tục".decomposedStringWithCanonicalMapping, "đ": "😀",
        ]
        let text = try AuditAct(.plan, subject: "p", details: details).details
        let read = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        #expect(read == details)
        #expect(text.hasPrefix(#"{"a":"Thủ tục","b":"xuống\ndòng\t\"q\" \\ \u0001\b/""#))
        #expect(try AuditAct(.plan, subject: "p").details.isEmpty)
    }

    @Test("stored names of acts do not change")
    func names() {
        #expect(
            AuditAct.Action.allCases.map(\.rawValue) == [
                "import", "void", "comment hide", "comment show", "comment mask", "account add", "account disable",
                "account enable", "account password", "account scope", "apikey add", "apikey revoke", "setting",
                "catalogue",
                "figure", "plan",
                "export", "report", "purge", "backup", "restore", "key", "seal",
            ])
    }
}
