import Foundation
import GRDB
import Survey

/// Whoever holds the files as a killed process leaves them, the keys and every dossier code, and tries to join answers
/// to dossiers by every order that the files may keep.
struct Attacker {
    let folder: URL
    let file: FileTrace
    let log: LogTrace
    /// The page numbers in the WAL's index.
    let indexedPages: [Int]
    private let roots: [String: Int]

    /// Takes the files: in an idle moment they are, byte for byte, what SIGKILL leaves.
    init(taking path: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "loot-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for ending in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + ending) {
            try FileManager.default.copyItem(
                atPath: path + ending, toPath: folder.appending(path: "loot" + ending).path)
        }
        let loot = folder.appending(path: "loot").path
        file = try FileTrace(loot)
        log = try LogTrace(loot + "-wal")
        indexedPages = try pagesInSharedMemory(loot + "-shm").filter { $0 > 0 }
        // Opening changes files, so ask a copy.
        let asked = folder.appending(path: "asked").path
        try FileManager.default.copyItem(atPath: loot, toPath: asked)
        roots = try SQLiteFile(asked).roots()
    }

    /// The bytes of everything that was taken.
    func bytes() throws -> Data {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .reduce(into: Data()) { $0.append(try Data(contentsOf: $1)) }
    }

    func cells(_ table: String) -> [FileTrace.Cell] { roots[table].map { file.cells(root: $0) } ?? [] }

    // MARK: Orders

    /// How far the places of cells inside their pages agree with the order of arrival, in standard deviations from none
    /// (Kendall's S over pairs on one page; SQLite fills a page from its end).
    func placeAgreement<T: Hashable>(_ cells: [(page: Int, offset: Int, name: T)], arrival: [T]) -> Double {
        let rank = Dictionary(uniqueKeysWithValues: arrival.enumerated().map { ($1, $0) })
        var sum = 0.0
        var variance = 0.0
        for page in Dictionary(grouping: cells, by: \.page).values {
            let ranks = page.sorted { $0.offset > $1.offset }.compactMap { rank[$0.name] }
            let (s, v) = kendall(ranks)
            sum += s
            variance += v
        }
        return variance > 0 ? sum / variance.squareRoot() : 0
    }

    /// Kendall's S of a sequence against its own order, and the variance of S when there is no connection.
    func kendall(_ ranks: [Int]) -> (sum: Double, variance: Double) {
        var sum = 0
        for i in ranks.indices { for j in ranks.indices[(i + 1)...] { sum += (ranks[j] - ranks[i]).signum() } }
        let n = Double(ranks.count)
        return (Double(sum), n * (n - 1) * (2 * n + 5) / 18)
    }

    /// The same for the order of the pages themselves, or of anything else.
    func agreement(_ ranks: [Int]) -> Double {
        let (sum, variance) = kendall(ranks)
        return variance > 0 ? sum / variance.squareRoot() : 0
    }

    // MARK: Joins

    /// Replays the log commit by commit: where one dossier turned rated and one answer appeared, they belong together.
    func linksFromLog() -> [(dossier: Int64, answer: Int64)] {
        var isRated: [Int64: Bool] = [:]
        var answers: Set<Int64> = []
        func note(_ cells: [FileTrace.Cell]) -> (rated: [Int64], new: [Int64]) {
            var rated: [Int64] = []
            var new: [Int64] = []
            for cell in cells {
                guard let id = cell.rowID, cell.record.count == 10 else { continue }
                if let via = String.fromDatabaseValue(cell.record[5]), ["direct", "online", "post"].contains(via) {
                    let now = Int.fromDatabaseValue(cell.record[9]) == 1
                    if now, isRated[id] != true { rated.append(id) }
                    isRated[id] = now
                } else if case .blob = cell.record[9].storage, answers.insert(id).inserted {
                    new.append(id)
                }
            }
            return (rated, new)
        }
        for table in ["dossier", "answer"] { _ = note(cells(table)) }
        var links: [(dossier: Int64, answer: Int64)] = []
        for commit in log.commits {
            let (rated, new) = note(commit.pages.flatMap { FileTrace.tableCells($0.bytes, page: $0.number) })
            if rated.count == 1, new.count == 1 { links.append((rated[0], new[0])) }
        }
        return links
    }

    /// Ranks the answers of each desk by an order, its rated dossiers by their day of completion, and joins them rank by
    /// rank; by guessing, one a desk is right.
    func rightByRank(_ order: [Int64], _ truths: [CitizenLoad.Truth]) -> (right: Int, guessed: Int) {
        let place = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        let desks = Dictionary(cells("dossier").map { ($0.rowID ?? 0, $0.record[1]) }, uniquingKeysWith: { a, _ in a })
        var right = 0
        let groups = Dictionary(grouping: truths) { desks[Int64($0.dossier.value)] }
        for group in groups.values {
            let answers = group.sorted { (place[$0.answerKey] ?? 0) < (place[$1.answerKey] ?? 0) }
            // Ties by a number that has nothing to do with arrival.
            let dossiers = group.sorted { ($0.completedOn, $0.dossier.value) < ($1.completedOn, $1.dossier.value) }
            right += zip(answers, dossiers).count { $0.dossier == $1.dossier }
        }
        return (right, groups.count)
    }
}
