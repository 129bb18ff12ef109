// swift-tools-version: 6.2

import PackageDescription

/// Keeps code and data apart, and can put the functions of the start together: see Scripts/build-static.
let releaseLinker = [
    LinkerSetting.unsafeFlags(["-use-ld=lld"], .when(platforms: [.linux], configuration: .release))
]

let package = Package(
    name: "understudy",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "understudy", targets: ["understudy"]),
        .library(name: "JSON", targets: ["JSON"]),
        .library(name: "JSONSchema", targets: ["JSONSchema"]),
        .library(name: "Contracts", targets: ["Contracts"]),
        .library(name: "Causes", targets: ["Causes"]),
        .library(name: "Conformance", targets: ["Conformance"]),
        .library(name: "Tables", targets: ["Tables"]),
        .library(name: "Lambda", targets: ["Lambda"]),
        .library(name: "LambdaRuntime", targets: ["LambdaRuntime"]),
        // For the package of the benchmarks, which compares the behaviours with it.
        .library(name: "Backend", targets: ["Backend"]),
        .library(name: "Behaviour", targets: ["Behaviour"]),
        .library(name: "Commands", targets: ["Commands"]),
        .library(name: "Archive", targets: ["Archive"]),
        .library(name: "Authorization", targets: ["Authorization"]),
        .library(name: "ContractStub", targets: ["ContractStub"]),
        .library(name: "ContractWatch", targets: ["ContractWatch"]),
        .library(name: "Deployment", targets: ["Deployment"]),
        .library(name: "FaultInjection", targets: ["FaultInjection"]),
        .library(name: "Gate", targets: ["Gate"]),
        .library(name: "HTTPEndpoint", targets: ["HTTPEndpoint"]),
        .library(name: "LocalCertificates", targets: ["LocalCertificates"]),
        .library(name: "OpenAPI", targets: ["OpenAPI"]),
        .library(name: "Planning", targets: ["Planning"]),
        .library(name: "Sessions", targets: ["Sessions"]),
        .library(name: "DynamoDBStore", targets: ["DynamoDBStore"]),
        .library(name: "SQLiteStore", targets: ["SQLiteStore"]),
        .library(name: "MockServer", targets: ["MockServer"]),
        .library(name: "Telemetry", targets: ["Telemetry"]),
        .library(name: "Transfer", targets: ["Transfer"]),
        .library(name: "Verifier", targets: ["Verifier"]),
        .library(name: "VerifierEvents", targets: ["VerifierEvents"]),
        .library(name: "Reports", targets: ["Reports"]),
    ],
    dependencies: [
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.40.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .target(name: "CSubreaper"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "JSON"),
        .target(name: "JSONSchema", dependencies: ["JSON"]),
        .target(
            name: "Contracts",
            dependencies: ["JSON", "JSONSchema", "Lambda", "Tables"],
            exclude: ["Embedded"],
            plugins: ["EmbedFilesPlugin"]
        ),
        .target(
            name: "Tables",
            dependencies: ["JSON", .product(name: "DequeModule", package: "swift-collections")]
        ),
        .target(name: "Archive", dependencies: ["CZlib", "Contracts", "JSON", "Tables"]),
        .target(
            name: "SQLiteStore",
            dependencies: ["JSON", "Tables", .product(name: "GRDB", package: "GRDB.swift")]
        ),
        .target(
            name: "DynamoDBStore",
            dependencies: [
                "JSON", "Tables",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ]
        ),
        .target(name: "Lambda"),
        .target(
            name: "LambdaRuntime",
            dependencies: [
                "JSON", "Lambda",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .target(name: "Behaviour", dependencies: ["Contracts", "JSON", "JSONSchema", "Lambda", "Tables"]),
        .target(
            name: "Authorization",
            dependencies: [
                "Contracts", "JSON", "Lambda", "Tables",
                .product(name: "JWTKit", package: "jwt-kit"),
            ]
        ),
        .target(name: "Conformance", dependencies: ["Contracts", "JSON", "JSONSchema", "Lambda"]),
        .target(name: "Gate", dependencies: ["Conformance", "Contracts", "JSON", "JSONSchema", "Lambda"]),
        .target(name: "ContractStub", dependencies: ["Contracts", "JSON", "JSONSchema", "Lambda"]),
        .target(name: "ContractWatch", dependencies: ["Contracts"]),
        .target(
            name: "OpenAPI",
            dependencies: [
                "Behaviour", "Contracts", "JSON", "JSONSchema", "Lambda", "Tables",
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(
            name: "Deployment",
            dependencies: [
                "Contracts", "JSON", "Tables", "Telemetry", .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(name: "Planning", dependencies: ["Contracts", "JSON", "JSONSchema", "Lambda", "Tables"]),
        .target(
            name: "FaultInjection",
            dependencies: ["Contracts", "JSON", "JSONSchema", "Lambda", "Tables"]
        ),
        .target(
            name: "Sessions",
            dependencies: [
                "Contracts", "FaultInjection", "Gate", "JSON", "JSONSchema", "Lambda", "Tables",
                .product(name: "DequeModule", package: "swift-collections"),
            ]
        ),
        .target(
            name: "HTTPEndpoint",
            dependencies: [
                "Lambda",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),
        .target(
            name: "LocalCertificates",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),
        .target(
            name: "MockServer",
            dependencies: [
                "Contracts", "FaultInjection", "Gate", "JSON", "Lambda", "Sessions", "Tables", "Telemetry",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            // The page's files stay files, and the executable needs none beside it.
            resources: [.embedInCode("Page/Files")]
        ),
        // Why a run's cases failed: a function of the contract and the results.
        .target(
            name: "Causes",
            dependencies: ["Conformance", "Contracts", "JSON", "JSONSchema", "Lambda", "VerifierEvents"]
        ),
        // What a run reports: reports are made of these values and do not depend on the verifier.
        .target(name: "VerifierEvents", dependencies: ["Conformance", "Contracts", "JSON"]),
        .target(
            name: "Verifier",
            dependencies: [
                "Causes", "Conformance", "Contracts", "JSON", "JSONSchema", "Lambda", "VerifierEvents",
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ]
        ),
        .target(
            name: "Reports",
            dependencies: [
                "CLibXML2", "Causes", "Conformance", "Contracts", "JSON", "VerifierEvents",
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            resources: [.embedInCode("HTML/Files")]
        ),
        .target(
            name: "Transfer",
            dependencies: ["Contracts", "JSON", "Tables", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .target(
            name: "Telemetry",
            dependencies: ["Tables", .product(name: "CoreMetrics", package: "swift-metrics")]
        ),
        // The command line as a library: a package with a reference implementation of its own gets the whole program.
        .target(
            name: "Commands",
            dependencies: [
                "Archive", "Authorization", "Behaviour", "Causes", "Contracts", "ContractStub",
                "ContractWatch",
                "CSubreaper", "Deployment", "DynamoDBStore",
                "FaultInjection", "Gate", "HTTPEndpoint", "JSON", "Lambda", "LambdaRuntime",
                "LocalCertificates",
                "MockServer", "OpenAPI", "Planning", "Reports", "SQLiteStore", "Sessions", "Tables",
                "Transfer", "Verifier",
                "VerifierEvents",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            exclude: ["Embedded"],
            plugins: ["EmbedFilesPlugin"]
        ),
        .executableTarget(
            name: "understudy",
            dependencies: [
                "Commands", "Contracts", "JSON",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Embedded"],
            linkerSettings: releaseLinker,
            plugins: ["EmbedFilesPlugin"]
        ),
        // The meta schemas and the shipped service are built into the program.
        .executableTarget(name: "EmbedFiles", linkerSettings: releaseLinker),
        .plugin(
            name: "EmbedFilesPlugin",
            capability: .buildTool(),
            dependencies: ["EmbedFiles"],
            path: "Sources/EmbedFilesPlugin"
        ),
        // A second implementation of the shipped service, in Swift: the behaviours of its contract are compared with it.
        .target(name: "Backend", dependencies: ["JSON", "Lambda", "Tables"], path: "Tests/Reference"),
        // That implementation with a fault in it, to test the verifier with.
        .target(name: "Faults", dependencies: ["Backend", "JSON", "Lambda", "Tables"], path: "Tests/Faults"),
        // What tests share: the repository's folder, golden files, public suites, changed contracts.
        .target(
            name: "TestSupport",
            dependencies: ["Contracts"],
            path: "Tests/Support",
            exclude: ["Emulators"]
        ),
        // An endpoint behind HTTP. It is a target of its own, since the operators of its imports slow every test's type check down.
        .target(
            name: "TestServer",
            dependencies: [
                "Lambda",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Tests/Server"
        ),
        // Scores the verifier with them; no product of the package, as it tests the tests.
        .executableTarget(
            name: "understudy-score",
            dependencies: [
                "Backend", "Causes", "Conformance", "Contracts", "Faults", "JSON", "JSONSchema", "Lambda",
                "Reports", "Tables", "Verifier", "VerifierEvents",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Score"
        ),
        .testTarget(
            name: "ArchiveTests",
            dependencies: [
                "Archive", "Contracts", "JSON", "SQLiteStore", "Tables", "TestSupport",
            ]
        ),
        .testTarget(
            name: "AuthorizationTests",
            dependencies: [
                "Authorization", "Backend", "Contracts", "JSON", "Lambda", "Tables", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ]
        ),
        .testTarget(
            name: "BackendTests",
            dependencies: ["Backend", "JSON", "Lambda", "Tables", "TestSupport"]
        ),
        .testTarget(
            name: "BehaviourTests",
            dependencies: [
                "Backend", "Behaviour", "Contracts", "JSON", "JSONSchema", "Lambda", "Sessions", "Tables",
                "Verifier", "VerifierEvents", "TestSupport",
            ],
            exclude: ["Explanation/Golden", "Habits", "Lint/Golden"]
        ),
        .testTarget(
            name: "CausesTests",
            dependencies: [
                "Causes", "Conformance", "Contracts", "Faults", "JSON", "Lambda", "Tables", "Verifier",
                "VerifierEvents", "TestSupport",
            ]
        ),
        .testTarget(
            name: "ConformanceTests",
            dependencies: ["Conformance", "Contracts", "JSON", "JSONSchema", "Lambda", "TestSupport"]
        ),
        .testTarget(
            name: "ContractStubTests",
            dependencies: [
                "Contracts", "ContractStub", "Gate", "JSON", "JSONSchema", "Lambda", "Verifier",
                "VerifierEvents", "TestSupport",
            ]
        ),
        .testTarget(
            name: "ContractWatchTests",
            dependencies: [
                "Contracts", "ContractWatch", "JSON", "TestSupport",
            ]
        ),
        .testTarget(
            name: "ContractsTests",
            dependencies: ["Contracts", "JSON", "JSONSchema", "Lambda", "TestSupport"]
        ),
        .testTarget(
            name: "DeploymentTests",
            dependencies: [
                "Contracts", "Deployment", "HTTPEndpoint", "JSON", "Lambda", "Tables", "understudy",
                "TestSupport",
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .testTarget(
            name: "FaultsTests",
            dependencies: [
                "Backend", "Contracts", "Faults", "JSON", "Lambda", "Tables", "Verifier", "VerifierEvents",
                "TestServer", "TestSupport",
            ]
        ),
        .testTarget(name: "GateTests", dependencies: ["Contracts", "Gate", "JSON", "Lambda", "TestSupport"]),
        .testTarget(
            name: "HTTPEndpointTests",
            dependencies: [
                "HTTPEndpoint", "Lambda",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),
        .testTarget(name: "JSONSchemaTests", dependencies: ["JSON", "JSONSchema", "TestSupport"]),
        .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"]),
        .testTarget(
            name: "LambdaRuntimeTests",
            dependencies: [
                "HTTPEndpoint", "JSON", "Lambda", "LambdaRuntime", "understudy", "TestServer", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        .testTarget(name: "LambdaTests", dependencies: ["Lambda"]),
        .testTarget(
            name: "LocalCertificatesTests",
            dependencies: [
                "LocalCertificates",
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "X509", package: "swift-certificates"),
            ]
        ),
        .testTarget(
            name: "MockServerTests",
            dependencies: [
                "Backend", "Contracts", "FaultInjection", "JSON", "JSONSchema", "Lambda", "MockServer",
                "Sessions", "Tables", "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            exclude: ["PageForm"]
        ),
        .testTarget(
            name: "OpenAPITests",
            dependencies: [
                "Contracts", "JSON", "Lambda", "OpenAPI", "Verifier", "VerifierEvents", "TestSupport",
            ],
            exclude: ["Documents", "Golden"]
        ),
        .testTarget(
            name: "PlanningTests",
            dependencies: ["Backend", "Contracts", "JSON", "Lambda", "Planning", "Tables", "TestSupport"]
        ),
        .testTarget(
            name: "ReportsTests",
            dependencies: [
                "CLibXML2", "Causes", "Conformance", "Contracts", "Faults", "JSON", "JSONSchema", "Reports",
                "Tables",
                "Verifier", "VerifierEvents", "TestSupport",
            ],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "SessionsTests",
            dependencies: [
                "Backend", "Behaviour", "Contracts", "FaultInjection", "Faults", "Gate", "JSON", "JSONSchema",
                "Lambda", "Sessions", "Tables", "Verifier", "VerifierEvents", "TestSupport",
            ],
            exclude: ["har.schema.json"]
        ),
        .testTarget(
            name: "TelemetryTests",
            dependencies: ["Tables", "Telemetry", .product(name: "CoreMetrics", package: "swift-metrics")]
        ),
        .testTarget(
            name: "TablesTests",
            dependencies: [
                "DynamoDBStore", "JSON", "SQLiteStore", "Tables", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "TransferTests",
            dependencies: ["Contracts", "JSON", "Tables", "Transfer", "TestSupport"]
        ),
        .testTarget(
            name: "VerifierTests",
            dependencies: [
                "Authorization", "Backend", "Behaviour", "Causes", "Conformance", "Contracts", "JSON",
                "JSONSchema",
                "Lambda",
                "Tables", "Verifier", "VerifierEvents", "TestSupport",
            ]
        ),
        .testTarget(
            name: "ScoreTests",
            dependencies: [
                "Contracts", "Faults", "JSON", "understudy-score", "VerifierEvents", "TestSupport",
            ]
        ),
        // Whole services, served and verified by the built program.
        .testTarget(name: "ServicesTests", dependencies: ["JSON", "understudy", "TestSupport"]),
        .testTarget(
            name: "understudyTests",
            dependencies: [
                "HTTPEndpoint", "JSON", "Lambda", "understudy", "TestSupport",
                .product(name: "Yams", package: "Yams"),
            ]
        ),
    ]
)

/// The settings of every target of ours: Swift 6 mode comes with the tools version.
for target in package.targets where ![.system, .plugin].contains(target.type) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
        .treatWarning("ExplicitSendable", as: .error),
    ]
}

// Every request of a test or a run goes through these: without the optimiser, debug builds take three times as long for
// it. A package that others depend on must not set such flags, so only a clone does.
let isClone = !Context.packageDirectory.contains("/checkouts/")
let optimised = [
    "Authorization", "Backend", "Behaviour", "Conformance", "ContractStub", "Contracts", "FaultInjection",
    "Gate",
    "HTTPEndpoint", "JSON",
    "JSONSchema",
    "Lambda", "LambdaRuntime",
    "MockServer", "OpenAPI", "SQLiteStore", "Sessions", "Tables", "Telemetry", "Transfer", "Verifier",
    "VerifierEvents",
]
for target in package.targets where isClone && optimised.contains(target.name) {
    target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
}
