import Survey
import Synchronization

/// The dossiers that were registered within the last minute: kept in memory only, so that an answer which comes that
/// soon can be marked, and no file ever has the time of a registration.
final class RecentRegistrations: Sendable {
    private let moments = Mutex<[DossierID: Double]>([:])
    /// Seconds.
    private let window = 60.0

    func note(_ outcomes: [RegistrationOutcome], at moment: Double) {
        moments.withLock { moments in
            moments = moments.filter { moment - $0.value < window }
            for outcome in outcomes where outcome.status == .created { moments[outcome.token.id] = moment }
        }
    }

    func contains(_ id: DossierID, at moment: Double) -> Bool {
        moments.withLock { $0[id].map { moment - $0 < window } ?? false }
    }
}
