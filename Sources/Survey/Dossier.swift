/// How a dossier came in.
public enum ReceivedVia: String, Sendable, CaseIterable, Codable {
    case direct, online, post
}

/// When a dossier was completed, against its due day.
public enum Timeliness: String, Sendable, CaseIterable, Codable {
    case early
    case onTime = "on_time"
    case late
}

/// What is known of a completed dossier, beside its code: the particulars that other systems and officers register.
///
/// Ids are the catalogue's (``Catalogue``). Nothing here tells anything of the citizen but the commune.
public struct Dossier: Sendable, Hashable {
    public var deskID: Desk.ID
    public var procedureID: Procedure.ID
    /// The citizen's commune, or the desk's unit where none was given.
    public var communeID: AdministrativeUnit.ID
    public var completedOn: Day
    public var receivedVia: ReceivedVia
    public var timeliness: Timeliness
    public var isDigitised: Bool

    public init(
        deskID: Desk.ID, procedureID: Procedure.ID, communeID: AdministrativeUnit.ID, completedOn: Day,
        receivedVia: ReceivedVia,
        timeliness: Timeliness, isDigitised: Bool
    ) {
        self.deskID = deskID
        self.procedureID = procedureID
        self.communeID = communeID
        self.completedOn = completedOn
        self.receivedVia = receivedVia
        self.timeliness = timeliness
        self.isDigitised = isDigitised
    }
}

/// How an answer came in.
public enum Channel: String, Sendable, CaseIterable, Codable {
    /// The link or QR, on a device of the citizen's own.
    case ownDevice = "own"
    /// The code, typed by hand on the start page.
    case typedCode = "code"
    /// The tablet at the counter.
    case kiosk
    /// Entered by staff for a citizen; always counted and shown apart.
    case assisted
}
