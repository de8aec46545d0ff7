import ArgumentParser
import Foundation
import Logging
import Survey
import SurveyStore

/// Where the key file is.
struct KeyOptions: ParsableArguments {
    @Option(
        name: .customLong("key"),
        help: ArgumentHelp(
            "Tệp khóa. / Key file (HAILONG_KEY; mặc định/default: as the database, ending .key).", valueName: "path"))
    var keyOption: String?

    /// - Parameter database: the path of the database, whose name the key's is made from.
    func path(besides database: String, environment: [String: String]) -> String {
        keyOption ?? environment["HAILONG_KEY"].nonEmpty
            ?? URL(filePath: database).deletingPathExtension().appendingPathExtension("key").relativePath
    }
}

/// Where the database and its key file are, and how they are opened.
struct StoreOptions: ParsableArguments {
    @Option(
        name: .customLong("database"),
        help: ArgumentHelp(
            "Cơ sở dữ liệu. / Database (HAILONG_DATABASE; mặc định/default: hailong.sqlite).", valueName: "path"))
    var databaseOption: String?

    @OptionGroup var key: KeyOptions

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    var databasePath: String { databaseOption ?? environment["HAILONG_DATABASE"].nonEmpty ?? "hailong.sqlite" }
    var keyPath: String { key.path(besides: databasePath, environment: environment) }

    /// The key ring of the key file, which is made only where a command may make it.
    ///
    /// - Throws: `Failure` that says where it looked.
    func keyRing(mayCreate: Bool = false) throws -> KeyRing {
        if FileManager.default.fileExists(atPath: keyPath) { return try KeyFile.read(keyPath) }
        // A database has its key already: a new one would not fit it.
        guard mayCreate, !hasDatabase else { throw Failure([StoreOptions.missingKey(keyPath)]) }
        return try KeyFile.readOrCreate(keyPath)
    }

    /// Opens the database for one command, and closes it whatever happens.
    ///
    /// - Parameters:
    ///   - mayCreate: whether a missing key file and database are made.
    ///   - mayHaveTriggers: whether a database that somebody put triggers or views into is opened all the same.
    func withStore<T>(
        mayCreate: Bool = false, mayHaveTriggers: Bool = false, now: @escaping Store.Clock = StoreOptions.clock,
        logger: Logger = StoreOptions.silence, _ body: (Store) async throws -> T
    ) async throws -> T {
        let store = try open(mayCreate: mayCreate, mayHaveTriggers: mayHaveTriggers, now: now, logger: logger)
        let value: T
        do {
            value = try await body(store)
        } catch {
            try? await store.close()
            guard let failure = SurveyError(database: error) else { throw error }
            throw Failure(
                vi: "\(databasePath): \(failure.message.vi)", en: "\(databasePath): \(failure.message.en)")
        }
        try await store.close()
        return value
    }

    func open(
        mayCreate: Bool, mayHaveTriggers: Bool = false, now: @escaping Store.Clock, logger: Logger
    ) throws -> Store {
        try Store.check(databasePath)
        if !mayCreate {
            var missing: [Localized] = []
            if !FileManager.default.fileExists(atPath: databasePath) {
                missing.append(StoreOptions.missingDatabase(databasePath))
            }
            if !FileManager.default.fileExists(atPath: keyPath) { missing.append(StoreOptions.missingKey(keyPath)) }
            if !missing.isEmpty { throw Failure(missing) }
        }
        let keyRing = try keyRing(mayCreate: mayCreate)
        return try Store(
            path: databasePath, keyRing: keyRing, mayCreate: mayCreate, mayHaveTriggers: mayHaveTriggers, now: now,
            logger: logger)
    }

    /// Whether there is a database already.
    var hasDatabase: Bool {
        let size = try? FileManager.default.attributesOfItem(atPath: databasePath)[.size] as? Int
        return size ?? 0 > 0
    }

    private static func absolute(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }

    static func missingKey(_ path: String) -> Localized {
        Localized(
            vi: "không có tệp khóa \(absolute(path)) (chỉ ra bằng --key hoặc HAILONG_KEY)",
            en: "there is no key file \(absolute(path)) (name it by --key or HAILONG_KEY)")
    }

    static func missingDatabase(_ path: String) -> Localized {
        Localized(
            vi: "không có cơ sở dữ liệu \(absolute(path)) (chỉ ra bằng --database hoặc HAILONG_DATABASE)",
            en: "there is no database \(absolute(path)) (name it by --database or HAILONG_DATABASE)")
    }

    /// The machine's clock.
    static let clock: Store.Clock = { Date().timeIntervalSince1970 }

    /// Commands say themselves what went wrong; only the service keeps a log.
    static let silence: Logger = {
        var logger = Logger(label: "hailong")
        logger.logLevel = .critical
        return logger
    }()
}

extension Optional<String> {
    /// nil when there is nothing in it.
    var nonEmpty: String? { self?.isEmpty == false ? self : nil }
}
