import Foundation
import Survey
import SurveyExample
import SurveyStore
import SurveyWeb

/// Fills a new database with the example, through the store, as if its years went by.
///
/// Works on a file beside the wanted one and moves it there at the end, so that an interrupted filling leaves nothing.
struct DemoFilling {
    let storeOptions: StoreOptions
    let files: ExampleFiles
    let questionnaires: QuestionnaireLibrary
    let calendar: WorkingCalendar
    let console: Console

    private static let actor = "demo"

    /// - Returns: the sign-ins that it made.
    func run() async throws -> [DemoAccount] {
        let path = storeOptions.databasePath
        let keyRing = try storeOptions.keyRing(mayCreate: true)
        let filling = path + ".filling"
        for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: filling + ending) }

        let clock = DemoClock(StoreOptions.clock())
        let store = try Store(
            path: filling, keyRing: keyRing, now: { clock.now }, logger: StoreOptions.silence)
        let accounts = DemoAccount.all()
        do {
            try await fill(store, clock, accounts)
        } catch {
            try? await store.close()
            throw error
        }
        try await store.close()
        try FileManager.default.moveItem(atPath: filling, toPath: path)
        // Empty after the close, and of no use under the former name.
        for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: filling + ending) }
        return accounts
    }

    private func fill(_ store: Store, _ clock: DemoClock, _ accounts: [DemoAccount]) async throws {
        let today = store.today
        try await store.learn(Array(questionnaires.questionnaires.values))
        try await store.set("example", to: "1", by: DemoFilling.actor)
        // The centres are in the desks' names: another one's name above them would contradict each slip.
        try await store.set("office_name", to: "Khu vực Xuân Trường, tỉnh Ninh Bình", by: DemoFilling.actor)
        try await store.set("questionnaire", to: FiveLevelAnswers.schedule, by: DemoFilling.actor)
        for (kind, text) in files.imports { try load(kind, text, into: store) }
        for account in accounts {
            try await store.addAccount(
                account.name, role: account.role, password: account.password, units: account.units,
                desks: account.desks, by: DemoFilling.actor)
        }
        let dossiers = try files.dossiers(today: today)
        try load(.dossiers, GeneratedDossier.csv(dossiers), into: store)

        let days = try Days(dossiers, today: today, keyRing: store.keyRing)
        let progress = Progress(console) { count in
            Localized(vi: "tạo dữ liệu ví dụ: \(count) câu trả lời…", en: "making the example: \(count) answers…")
        }
        var count = 0
        let plan = DemoPlan(store: store, actor: "lanhdao")
        let planned = DemoPlan.days(until: today)
        for day in Set(days.all + planned).sorted() {
            clock.set(day)
            if planned.contains(day) { try await plan.pass(day) }
            try await store.markIssued(days.issued[day] ?? [])
            count += try await submit(days.answers[day] ?? [], to: store)
            progress.show(count)
        }
        progress.clear()
        clock.set(StoreOptions.clock())
        try await Waiting.during(
            console, Localized(vi: "khóa sổ các tháng của ví dụ…", en: "closing the months of the example…")
        ) { [calendar] _ in
            try await store.closeDay()
            _ = try await store.purge()
            // The first release weighs all months at once; here nobody waits for a page.
            _ = try await store.releasedFigures()
            try await store.openFollowUps(calendar)
        }
        try await plan.followUp()
        try await DemoScores(store: store, actor: "lanhdao").enter()
    }

    private func load(_ kind: ImportKind, _ text: String, into store: Store) throws {
        var chunks = [Data(text.utf8)].makeIterator()
        _ = try store.importCSV(kind, from: { chunks.next() ?? Data() }, by: DemoFilling.actor)
    }

    /// The answers of one day; they share their commits, as those of real citizens do.
    private func submit(_ answers: [(DossierID, GeneratedAnswer)], to store: Store) async throws -> Int {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (id, generated) in answers {
                group.addTask {
                    let marks = AnswerMarks(device: generated.device, isFromOffice: generated.channel == .kiosk)
                    let outcome = try await store.submit(
                        generated.answer.masked, for: id, channel: generated.channel, marks: marks)
                    guard case .counted = outcome else {
                        throw SurveyError(
                            .conflict, vi: "một câu trả lời ví dụ không được nhận",
                            en: "an answer of the example was not taken")
                    }
                }
            }
            try await group.waitForAll()
        }
        return answers.count
    }

    /// What happens on each day: which slips go out, and which answers come in.
    private struct Days {
        var issued: [Day: [DossierID]] = [:]
        var answers: [Day: [(DossierID, GeneratedAnswer)]] = [:]

        init(_ dossiers: [GeneratedDossier], today: Day, keyRing: KeyRing) throws {
            let generator = AnswerGenerator()
            for dossier in dossiers where generator.isIssued(dossier) {
                let id = keyRing.newest.id(of: dossier.code)
                issued[dossier.completedOn, default: []].append(id)
                if let answer = generator.answer(to: dossier, today: today) {
                    answers[dossier.completedOn + answer.dayOffset, default: []].append((id, answer))
                }
            }
        }

        var all: [Day] { Set(issued.keys).union(answers.keys).sorted() }
    }
}

extension Answer {
    /// As the survey page would hand it over: with what could name somebody masked in its comment.
    fileprivate var masked: Answer {
        Answer(questionnaire: questionnaire, values: values, comment: comment.flatMap { Comment(typed: $0)?.text })
    }
}
