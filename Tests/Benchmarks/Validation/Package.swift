// swift-tools-version: 6.2

import PackageDescription

// The two targets that need no other package, by symbolic links: a release build of them takes two minutes and not ten.
let package = Package(
    name: "ValidationBenchmark",
    platforms: [.macOS(.v15)],
    targets: [
        .target(name: "JSON"),
        .target(name: "JSONSchema", dependencies: ["JSON"]),
        .executableTarget(name: "ValidationBenchmark", dependencies: ["JSON", "JSONSchema"]),
    ]
)
