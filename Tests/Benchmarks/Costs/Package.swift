// swift-tools-version: 6.2

import PackageDescription

// What an action costs in a state of any size. Without the targets of HTTP, whose release build would take longer.
let package = Package(
    name: "CostsBenchmark",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "understudy", path: "../../..")],
    targets: [
        .executableTarget(
            name: "CostsBenchmark",
            dependencies: [
                .product(name: "Behaviour", package: "understudy"),
                .product(name: "Contracts", package: "understudy"),
                .product(name: "Gate", package: "understudy"),
                .product(name: "JSON", package: "understudy"),
                .product(name: "Lambda", package: "understudy"),
                .product(name: "SQLiteStore", package: "understudy"),
                .product(name: "Sessions", package: "understudy"),
                .product(name: "Tables", package: "understudy"),
            ],
            path: "Sources"
        )
    ]
)
