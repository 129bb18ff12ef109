// swift-tools-version: 6.2

import PackageDescription

// A server of hummingbird alone, which is what the mock is measured beside.
let package = Package(
    name: "ServingBenchmark",
    platforms: [.macOS(.v15)],
    dependencies: [.package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1")],
    targets: [
        .executableTarget(
            name: "ServingPeer",
            dependencies: [.product(name: "Hummingbird", package: "hummingbird")],
            path: "Sources"
        )
    ]
)
