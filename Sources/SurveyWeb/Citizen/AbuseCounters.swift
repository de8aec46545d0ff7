import Survey
import Synchronization

/// What is counted for a day and in memory only: wrong tokens by address, answers by device.
final class AbuseCounters: Sendable {
    private let wrongTokens: Mutex<AbuseLimiter>
    private let devices: Mutex<DeviceCounter>

    init(at now: Double) {
        // Nobody types so many. It only spares the service: a guess that is right would still work, but has to meet 90 bits.
        wrongTokens = Mutex(AbuseLimiter(burst: 120, perSecond: 0.5, at: now))
        devices = Mutex(DeviceCounter(at: now))
    }

    /// Counts a wrong token; false when there were too many. Requests without an address share one allowance.
    func allowsWrongToken(from address: IPAddress?, at now: Double) -> Bool {
        wrongTokens.withLock { $0.allows(address?.bytes ?? [], at: now) }
    }

    /// Counts an answer, and tells how many its device has given today.
    func count(_ device: DeviceCookie?, at now: Double) -> DeviceClass {
        devices.withLock { $0.count(device, at: now) }
    }

    /// Takes back an answer that was counted and not stored.
    func takeBack(_ device: DeviceCookie?, countedAt then: Double) {
        devices.withLock { $0.takeBack(device, countedAt: then) }
    }
}
