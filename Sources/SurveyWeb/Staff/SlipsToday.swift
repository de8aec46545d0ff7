import Survey
import Synchronization

/// What was printed today at each desk: procedure and minute, in memory only, so that no file ever tells the order in
/// which dossiers came; dropped at midnight.
final class SlipsToday: Sendable {
    enum What: String, Sendable {
        case issued, reprinted, voided, linked
    }

    struct Entry: Sendable {
        /// Minutes since midnight in Vietnam.
        let minute: Int
        let procedureID: Procedure.ID
        let what: What
    }

    private struct State {
        var day: Day
        var desks: [Desk.ID: [Entry]] = [:]
    }

    private let state = Mutex(State(day: Day(number: 0)))

    func note(_ what: What, _ procedureID: Procedure.ID, at desk: Desk.ID, now: Double) {
        let (day, minute) = SlipsToday.moment(now)
        state.withLock { state in
            if state.day != day { state = State(day: day) }
            state.desks[desk, default: []].append(Entry(minute: minute, procedureID: procedureID, what: what))
        }
    }

    /// The latest first.
    func entries(at desk: Desk.ID, now: Double) -> [Entry] {
        let (day, _) = SlipsToday.moment(now)
        return state.withLock { state in
            if state.day != day { state = State(day: day) }
            return state.desks[desk, default: []].reversed()
        }
    }

    private static func moment(_ now: Double) -> (Day, minute: Int) {
        let day = Day(unixTime: now)
        let seconds = now + Day.offsetFromUTC - Double(day.number) * 86_400
        return (day, Int(seconds) / 60)
    }
}
