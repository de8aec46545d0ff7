import Foundation
import Hummingbird

/// Every address of the site; links are made and routes are registered from it, so that both always agree.
///
/// A route's pattern is the same address with the parameter's name in braces: `SiteURL.survey("{token}").pattern`.
enum SiteURL {
    case start
    /// A token, as printed.
    case survey(String)
    case thanks
    case kiosk(String)
    case signIn
    case signOut
    /// Where officers register dossiers.
    case staff
    case staffDesk
    /// Today's slips, and one of them again.
    case staffSlips
    /// A slip as a file for a printer.
    case staffSlipFile
    /// A citizen's answer, entered by staff.
    case staffAssisted
    /// The link of a dossier, with words to send it with.
    case staffLinks
    case staffBatch
    case staffBatchConfirm
    /// The links that start kiosks.
    case manageKiosks
    /// Where managers read figures.
    case manage
    /// A row's own page: the grouping's name, and the row's code.
    case manageUnit(String, code: String)
    case manageComparison
    /// Desk × procedure.
    case manageHeat
    /// One cell of it by itself.
    case manageHeatCell
    case manageComments
    case manageHonesty
    case manageIndices
    case manageSituation
    /// Where a month's counts are entered by hand.
    case manageSituationEntry
    case manageFollowUp
    case manageFollowUpItem(String)
    case managePlan
    case managePlanTargets
    case managePlanTasks
    case managePlanTask(String)
    case manageCatalogue
    /// Where one row of the catalogue is added, ended or succeeded.
    case manageCatalogueChange
    case manageMerger
    case manageSettings
    case manageAccounts
    case manageKeys
    case manageAudit
    case receipt(String)
    case results
    /// The public list of procedures.
    case procedures
    case health
    case metrics
    case robots
    /// A file of the `Static` folder.
    case file(String)
    case apiDossiers
    /// A token, and a format's name.
    case apiSlip(String, format: String)
    case apiReport
    case apiCommunes
    case apiDesks
    case apiProcedures
    /// What the API is, as OpenAPI has it.
    case apiDescription

    /// Its parts; parameters are as they are read, not percent-encoded.
    private var parts: [String] {
        switch self {
        case .start: []
        case .survey(let token): [token]
        case .thanks: ["thanks"]
        case .kiosk(let desk): ["kiosk", desk]
        case .signIn: ["staff", "sign-in"]
        case .signOut: ["staff", "sign-out"]
        case .staff: ["staff"]
        case .staffDesk: ["staff", "desk"]
        case .staffSlips: ["staff", "slips"]
        case .staffSlipFile: ["staff", "slips", "file"]
        case .staffAssisted: ["staff", "assisted"]
        case .staffLinks: ["staff", "links"]
        case .staffBatch: ["staff", "batch"]
        case .staffBatchConfirm: ["staff", "batch", "confirm"]
        case .manageKiosks: ["manage", "kiosks"]
        case .manage: ["manage"]
        case .manageUnit(let by, let code): ["manage", by, code]
        case .manageComparison: ["manage", "comparison"]
        case .manageHeat: ["manage", "heat"]
        case .manageHeatCell: ["manage", "heat", "cell"]
        case .manageComments: ["manage", "comments"]
        case .manageHonesty: ["manage", "honesty"]
        case .manageIndices: ["manage", "indices"]
        case .manageSituation: ["manage", "situation"]
        case .manageSituationEntry: ["manage", "situation", "entry"]
        case .manageFollowUp: ["manage", "follow-up"]
        case .manageFollowUpItem(let id): ["manage", "follow-up", id]
        case .managePlan: ["manage", "plan"]
        case .managePlanTargets: ["manage", "plan", "targets"]
        case .managePlanTasks: ["manage", "plan", "tasks"]
        case .managePlanTask(let id): ["manage", "plan", "tasks", id]
        case .manageCatalogue: ["manage", "catalogue"]
        case .manageCatalogueChange: ["manage", "catalogue", "change"]
        case .manageMerger: ["manage", "catalogue", "merger"]
        case .manageSettings: ["manage", "settings"]
        case .manageAccounts: ["manage", "accounts"]
        case .manageKeys: ["manage", "keys"]
        case .manageAudit: ["manage", "audit"]
        case .receipt(let code): ["receipt", code]
        case .results: ["results"]
        case .procedures: ["procedures"]
        case .health: ["healthz"]
        case .metrics: ["metrics"]
        case .robots: ["robots.txt"]
        case .file(let name): ["static", name]
        case .apiDossiers: ["api", "v1", "dossiers"]
        case .apiSlip(let token, let format): ["api", "v1", "slips", "\(token).\(format)"]
        case .apiReport: ["api", "v1", "report"]
        case .apiCommunes: ["api", "v1", "communes"]
        case .apiDesks: ["api", "v1", "desks"]
        case .apiProcedures: ["api", "v1", "procedures"]
        case .apiDescription: ["api", "v1", "openapi.json"]
        }
    }

    /// The address as it goes into a link: `/kiosk/Qu%E1%BA%A7y%201`.
    var path: String { "/" + parts.map(SiteURL.encoded).joined(separator: "/") }

    /// The address as it goes into the router.
    var pattern: RouterPath { RouterPath("/" + parts.joined(separator: "/")) }

    /// The address with a query, whose values are percent-encoded.
    func path(_ query: KeyValuePairs<String, String?>) -> String {
        let items = query.compactMap { name, value in
            value.map { "\(name)=\(SiteURL.encoded($0))" }
        }
        return items.isEmpty ? path : path + "?" + items.joined(separator: "&")
    }

    /// Percent-encoded, but for what stands for itself in a part of a path and in a query's value (RFC 3986, unreserved).
    private static func encoded(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                true
            default: false
            }
        }
        // Nearly every address is plain, and Foundation takes its time to find that out.
        return isPlain ? text : text.addingPercentEncoding(withAllowedCharacters: .sitePathPart) ?? ""
    }
}

extension CharacterSet {
    fileprivate static let sitePathPart = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
