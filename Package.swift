// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is built with these: today's language rules, and no warning tolerated.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// The rules and statistics count for minutes without it; `Scripts/test` asks for it, an embedding package never does.
let optimised: [SwiftSetting] =
    Context.environment["HAILONG_OPTIMISED_RULES"] == nil ? [] : [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "hailong",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "SurveyQR", targets: ["SurveyQR"]),
        .executable(name: "hailong", targets: ["hailong"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The domain: values, rules, statistics. No I/O.
        .target(
            name: "Survey",
            dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: settings + optimised
        ),

        // The public library: links, QR symbols, slips.
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CPangoCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .target(name: "CPNGWriter", dependencies: ["CPNG"]),
        .target(
            name: "SurveyQR",
            dependencies: ["Survey", "CQREncode", "CPNGWriter", "CPangoCairo"],
            swiftSettings: settings
        ),

        // What a program links that imports only the library, and how fast it is against the bare C libraries.
        .target(name: "CQRBaseline", dependencies: ["CQREncode", "CPNG"], path: "Sources/CQRBaseline"),
        .executableTarget(
            name: "slip-bench", dependencies: ["CQRBaseline", "SurveyQR"], path: "Sources/SlipBench",
            swiftSettings: settings),

        // The program of the guide for whoever embeds the library.
        .executableTarget(
            name: "embedding-example", dependencies: ["SurveyQR"], path: "Sources/EmbeddingExample",
            swiftSettings: settings),

        // Spreadsheets in the offices' layouts.
        .systemLibrary(name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .target(name: "SurveySheets", dependencies: ["Survey", "CXLSXWriter"], swiftSettings: settings),

        // The only place that knows SQL.
        .target(name: "CSQLiteSettings"),
        .target(
            name: "SurveyStore",
            dependencies: [
                "CSQLiteSettings", "Survey",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),

        // The only place that knows HTTP and templates.
        .target(
            name: "SurveyWeb",
            dependencies: [
                "Survey", "SurveyQR", "SurveySheets", "SurveyStore",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),

        // The Xuân Trường example: facts and a seeded generator. No I/O.
        .target(name: "SurveyExample", dependencies: ["Survey"], swiftSettings: settings),

        // The command line: assembles everything.
        .executableTarget(
            name: "hailong",
            dependencies: [
                "Survey", "SurveyExample", "SurveyQR", "SurveySheets", "SurveyStore", "SurveyWeb",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),

        // Timings of the store alone, for Scripts/bench.
        .executableTarget(
            name: "HailongBench",
            dependencies: ["Survey", "SurveyStore", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings
        ),

        // For tests that wait for other programs.
        .target(name: "OwnThread", path: "Tests/OwnThread", swiftSettings: settings),
        .testTarget(
            name: "SurveyTests",
            dependencies: ["OwnThread", "Survey", .product(name: "Crypto", package: "swift-crypto")],
            exclude: ["Reference"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SurveyQRTests", dependencies: ["OwnThread", "SurveyQR"], exclude: ["Decoding"],
            swiftSettings: settings),
        .testTarget(
            name: "SurveyStoreTests",
            dependencies: [
                "OwnThread", "Survey", "SurveyStore", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SurveyWebTests",
            dependencies: [
                "OwnThread", "Survey", "SurveyQR", "SurveyStore", "SurveyWeb",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            exclude: ["Reading"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "SurveyExampleTests",
            dependencies: [
                "OwnThread", "SurveyExample", "SurveyStore", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "HailongTests",
            dependencies: ["OwnThread", "Survey", "hailong"],
            exclude: ["Help"],
            swiftSettings: settings
        ),
    ]
)
