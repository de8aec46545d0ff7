import Survey
import Synchronization

/// A clock that the filling of the example moves through its years, noon by noon.
final class DemoClock: Sendable {
    private let moment: Mutex<Double>

    init(_ moment: Double) { self.moment = Mutex(moment) }

    var now: Double { moment.withLock { $0 } }

    func set(_ moment: Double) { self.moment.withLock { $0 = moment } }

    /// Noon in Vietnam.
    func set(_ day: Day) { set(Double(day.number) * 86_400 + 12 * 3600 - Day.offsetFromUTC) }
}
