// swift-tools-version: 6.2

import PackageDescription

// A package of its own: nobody who builds or tests Understudy needs the benchmark tool.
let package = Package(
    name: "UnderstudyBenchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "understudy", path: "../.."),
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "UnderstudyBenchmarks",
            dependencies: [
                .product(name: "Backend", package: "understudy"),
                .product(name: "Behaviour", package: "understudy"),
                .product(name: "Benchmark", package: "benchmark"),
                .product(name: "Contracts", package: "understudy"),
                .product(name: "Gate", package: "understudy"),
                .product(name: "JSON", package: "understudy"),
                .product(name: "JSONSchema", package: "understudy"),
                .product(name: "Lambda", package: "understudy"),
                .product(name: "Sessions", package: "understudy"),
                .product(name: "Tables", package: "understudy"),
            ],
            path: "Benchmarks/UnderstudyBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
        )
    ]
)
