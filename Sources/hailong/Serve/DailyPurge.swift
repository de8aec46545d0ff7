import Logging
import ServiceLifecycle
import Survey
import SurveyStore

/// The work of every night while the service runs: closes the day in the log, does what retention demands, and opens
/// items of follow-up for months that closed; at the start, and at half past two in Vietnam.
struct DailyPurge: Service, CustomStringConvertible {
    /// What the log calls it.
    var description: String { "nightly work" }

    let store: Store
    let calendar: WorkingCalendar
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let checkpoint = try await store.closeDay()
                    logger.info("closed the day", metadata: ["checkpoint": "\(checkpoint?.description ?? "none")"])
                    let summary = try await store.purge()
                    logger.info(
                        "purged",
                        metadata: [
                            "dossiers": "\(summary.dissolvedDossiers)", "comments": "\(summary.deletedComments)",
                        ])
                    // After the purge: what retention demands must not wait for it.
                    let items = try await store.openFollowUps(calendar)
                    logger.info("looked at closed months", metadata: ["items": "\(items)"])
                } catch is CancellationError {
                    // The service ends, perhaps as soon as it began.
                    return
                } catch {
                    // A full disk at night must not end the service; tomorrow is another day.
                    let reason = SurveyError(database: error)?.message.en ?? "\(type(of: error))"
                    logger.error("the nightly work failed", metadata: ["reason": "\(reason)"])
                }
                do { try await Task.sleep(for: .seconds(secondsUntilNight)) } catch { return }
            }
        }
    }

    /// From now until the next half past two.
    private var secondsUntilNight: Double {
        let now = store.now()
        let night = Double(store.today.number) * 86_400 - Day.offsetFromUTC + 2.5 * 3600
        return night > now ? night - now : night + 86_400 - now
    }
}
