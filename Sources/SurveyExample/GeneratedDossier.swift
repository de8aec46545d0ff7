public import Survey

/// A completed dossier of the example, by the codes that the dossier CSV has.
public struct GeneratedDossier: Sendable, Hashable {
    public let code: DossierCode
    public let deskCode: String
    /// The first eight characters of the procedure's code.
    public let procedureCode: String
    /// The citizen's commune.
    public let communeCode: String
    public let receivedOn: Day
    public let completedOn: Day
    public let receivedVia: ReceivedVia
    public let timeliness: Timeliness
    public let isDigitised: Bool

    /// The columns of ``csvLine``.
    public static let csvHeader =
        "dossier_code,desk_code,procedure_code,commune_code,completed_on,received_via,timeliness,digitised"

    /// One line for `hailong import dossiers`, without its line end. No field ever needs quotes.
    public var csvLine: String {
        "\(code.text),\(deskCode),\(procedureCode),\(communeCode),\(completedOn),\(receivedVia.rawValue),"
            + "\(timeliness.rawValue),\(isDigitised ? 1 : 0)"
    }

    /// A whole file for `hailong import dossiers`.
    public static func csv(_ dossiers: some Sequence<GeneratedDossier>) -> String {
        dossiers.reduce(into: csvHeader + "\n") { $0 += $1.csvLine + "\n" }
    }
}
