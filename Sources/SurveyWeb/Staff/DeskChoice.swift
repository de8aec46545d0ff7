import Foundation
import HTTPTypes
import Survey
import SurveyQR
import SurveyStore

/// Where an officer works today and what slips are printed on there; remembered in a cookie.
struct DeskChoice: Sendable {
    let desk: Desk
    let paper: Paper

    /// The papers of the counter's printer; A4 sheets are for batches.
    static let papers: [Paper] = [.a6, .a5, .roll80, .roll58]

    init(desk: Desk, paper: Paper) {
        self.desk = desk
        self.paper = paper
    }

    /// The choice of a request: what its cookie says if that is still right, the only desk if there is but one, else none.
    init?(_ headers: HTTPFields, among desks: [Desk]) {
        let parts = Cookies.value(Cookies.desk, in: headers)?.split(separator: ".").map(String.init) ?? []
        let paper = parts.count == 2 ? Paper(rawValue: parts[1]) : nil
        let chosen = desks.first { parts.first == DeskChoice.written($0) }
        guard let desk = chosen ?? (desks.count == 1 ? desks.first : nil) else { return nil }
        self.init(desk: desk, paper: paper.flatMap { DeskChoice.papers.contains($0) ? $0 : nil } ?? .a6)
    }

    /// As the cookie has it.
    var cookie: String { "\(DeskChoice.written(desk)).\(paper.rawValue)" }

    /// Codes may have any character in them, cookies not.
    private static func written(_ desk: Desk) -> String { Data(desk.code.utf8).base64URL }
}
