import Hummingbird
import Survey

/// What a page of figures shows: one table of the closed list. Its whole state is its address.
struct OverviewChoice: Sendable, Hashable {
    var by: Grouping
    var period: Period
    var boundaries: Boundaries
    /// Which answers count, by the way they came.
    var channel = AnswerSelection.all
    /// Chosen in the address; nil: what the browser prefers.
    var language: Language?
    /// Inside another site's page.
    var isFrame = false
    /// On the public page: the unit whose figures alone are shown; nil: everything.
    var unit: String?

    /// The groupings that a page offers.
    static let groupings: [Grouping] = [.desk, .commune, .procedure]

    /// Reads the query; what is not in it has its standard value.
    ///
    /// - Parameter latest: the last month that has figures.
    /// - Throws: `SurveyError` (`invalid`) for a value that is not on the list.
    init(_ request: Request, latest: Month) throws {
        by =
            try OverviewChoice.value("by", request) { name in
                OverviewChoice.groupings.first { $0.rawValue == name }
            } ?? .desk
        period =
            try OverviewChoice.value("period", request, Period.init) ?? OverviewChoice.span(request)
            ?? .year(latest.year)
        boundaries = try OverviewChoice.value("boundaries", request, Boundaries.init(rawValue:)) ?? .now
        channel = try OverviewChoice.value("channel", request, AnswerSelection.init(rawValue:)) ?? .all
        language = request.query("lang").flatMap(Language.init(rawValue:))
    }

    /// The period from one month to another, as the API and the command line name it.
    private static func span(_ request: Request) throws -> Period? {
        guard let from = try value("from", request, { Month($0) }) else {
            return try value("to", request) { _ in nil }
        }
        return try value("to", request) { Month($0).flatMap { Period(from: from, to: $0) } }
            ?? value("from", request) { _ in nil }
    }

    private static func value<Value>(
        _ name: String, _ request: Request, _ read: (String) -> Value?
    ) throws -> Value? {
        guard let text = request.query(name) else { return nil }
        guard let value = read(text) else {
            throw SurveyError(
                .invalid, vi: "không có số liệu cho “\(name)=\(text.prefix(40))”",
                en: "there are no figures for “\(name)=\(text.prefix(40))”")
        }
        return value
    }

    /// The address of these figures on a page.
    func path(on page: SiteURL) -> String {
        page.path([
            "by": by.rawValue, "period": period.description, "boundaries": boundaries.rawValue,
            "channel": chosenChannel, "unit": unit, "lang": language?.rawValue, "frame": isFrame ? "1" : nil,
        ])
    }

    /// The address of a row's own page, in the same period and boundaries.
    func unitPath(_ row: ReportRow) -> String {
        SiteURL.manageUnit(by.rawValue, code: row.code).path([
            "since": row.validFrom?.description, "period": period.description, "boundaries": boundaries.rawValue,
            "channel": chosenChannel, "lang": language?.rawValue,
        ])
    }

    /// nil for all channels, which addresses need not name.
    private var chosenChannel: String? { channel == .all ? nil : channel.rawValue }

    /// All answers, without assisted ones, and assisted ones alone, as links.
    func channels(_ texts: Texts, href: (OverviewChoice) -> String) -> [ChoiceLink] {
        AnswerSelection.allCases.map { channel in
            ChoiceLink(
                text: texts["channel.\(channel.rawValue)"], href: href(with { $0.channel = channel }),
                isCurrent: channel == self.channel)
        }
    }

    /// What the rows may be within a scope, as links on a page; the heat table is one of them on managers' pages.
    func groupings(_ scope: ManageScope?, _ texts: Texts, page: SiteURL, isHeat: Bool = false) -> [ChoiceLink] {
        let isPublic = page.path == SiteURL.results.path
        var links = OverviewChoice.groupings.filter { scope?.isLimited != true || $0 != .procedure }.map { by in
            ChoiceLink(
                text: texts["by.\(by.rawValue)"], href: with { $0.by = by }.path(on: page),
                isCurrent: by == self.by && !isHeat)
        }
        if !isPublic { links.append(ChoiceLink(text: texts["heatTitle"], href: heatPath, isCurrent: isHeat)) }
        return links
    }

    /// What a file says of the channels, when not all of them count.
    func channelNote(_ texts: Texts) -> [String] { channel == .all ? [] : [texts["channel.\(channel.rawValue)"]] }

    func with(_ change: (inout OverviewChoice) -> Void) -> OverviewChoice {
        var choice = self
        change(&choice)
        return choice
    }

    /// The report behind the figures, of everything: a scope takes rows away, it never adds up others.
    var request: ReportRequest { request(by: by, period: period) }

    func request(by: Grouping, period: Period) -> ReportRequest {
        ReportRequest(
            by: by, from: period.months?.lowerBound, to: period.months?.upperBound, boundaries: boundaries,
            channels: channel.channels)
    }
}
