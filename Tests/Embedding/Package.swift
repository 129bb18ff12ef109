// swift-tools-version: 6.2

import PackageDescription

// The example of a package with a service of its own: its program has all commands of Understudy, with its own reference
// implementation inside. `run` builds it and tries it.
let package = Package(
    name: "Notebook",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "understudy", path: "../..")],
    targets: [
        .executableTarget(
            name: "notebook",
            dependencies: [
                .product(name: "Commands", package: "understudy"),
                .product(name: "JSON", package: "understudy"),
                .product(name: "Lambda", package: "understudy"),
                .product(name: "Tables", package: "understudy"),
            ]
        )
    ]
)
