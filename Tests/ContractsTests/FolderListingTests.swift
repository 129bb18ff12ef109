@testable import Contracts
import Foundation
import Testing

@Suite("The listing of a contract folder")
struct FolderListingTests {
    /// A folder of empty files and links, as `path` or `path -> target`.
    private func listing(_ entries: [String]) throws -> FolderListing {
        let manager = FileManager.default
        let root = manager.temporaryDirectory.appending(path: "listing-\(UUID().uuidString)")
        defer { try? manager.removeItem(at: root) }
        for entry in entries {
            let parts = entry.components(separatedBy: " -> ")
            let place = root.appending(path: parts[0])
            try manager.createDirectory(
                at: place.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            if parts.count == 2 {
                try manager.createSymbolicLink(atPath: place.path, withDestinationPath: parts[1])
            } else {
                try Data().write(to: place)
            }
        }
        return try FolderListing(root.appending(path: "c").path)
    }

    @Test(
        "follows links, and lists every file once",
        arguments: [
            // Links to a file, to a folder, to a link, and a folder that is a link itself.
            (["c/records/a.json -> ../../other.json", "other.json"], ["records/a.json"], 0),
            (["c/scenarios -> ../shared", "shared/x/y.json"], ["scenarios/x/y.json"], 0),
            (["c/a -> ../b", "b -> d", "d/x.json"], ["a/x.json"], 0),
            (["c -> real", "real/service.json"], ["service.json"], 0),
            // Loops: to the folder around, to the root, to each other, over what lies outside.
            (["c/a/x.json", "c/a/again -> ."], ["a/x.json"], 1),
            (["c/a/x.json", "c/a/again -> ../.."], ["a/x.json"], 1),
            (["c/a -> b", "c/b -> a", "c/x.json"], ["x.json"], 2),
            (["c/a -> ../out", "out/back -> ../c", "out/x.json", "c/y.json"], ["a/x.json", "y.json"], 1),
            // What lies in the folder itself is listed under its own path, wherever the link comes in the order.
            (["c/a.json -> z.json", "c/z.json"], ["z.json"], 1),
            (["c/a -> z", "c/z/x.json"], ["z/x.json"], 1),
        ]
    )
    func links(entries: [String], files: [String], unread: Int) throws {
        let listing = try listing(entries)
        #expect(listing.files == files)
        #expect(listing.unread.count == unread, "\(listing.unread)")
    }

    @Test("reads a mounted ConfigMap, whose entries are links through a hidden folder")
    func configMap() throws {
        let listing = try listing([
            "c/..2026_11_29/service.json", "c/..2026_11_29/actions/a.json", "c/..data -> ..2026_11_29",
            "c/service.json -> ..data/service.json", "c/actions -> ..data/actions",
        ])
        #expect(listing.files == ["actions/a.json", "service.json"])
        #expect(listing.unread.isEmpty)
    }

    @Test("names what is not read, and not what lies in every folder")
    func unread() throws {
        let listing = try listing([
            "c/service.json", "c/actions/a.yaml", "c/actions/b.JSON", "c/actions/c", "c/actions/.d.json",
            "c/.hidden/x.json", "c/e.json -> gone.json", "c/README.md", "c/.DS_Store", "c/.git/config",
            "c/.gitignore", "c/actions/.a.json.swp", "c/actions/a.json~", "c/..data/x.json",
        ])
        #expect(listing.files == ["service.json"])
        #expect(
            listing.unread.map { "\($0.path) \($0.reason)" } == [
                ".hidden hidden", "actions/.d.json hidden", "actions/a.yaml otherExtension",
                "actions/b.JSON otherExtension", "actions/c otherExtension",
                "e.json dangling(target: \"gone.json\")",
            ]
        )
    }

    @Test("leaves out what is neither a file nor a folder, without waiting for it")
    func pipe() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "listing-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        try #require(mkfifo(root.appending(path: "a.json").path, 0o600) == 0)
        let listing = try FolderListing(root.path)
        #expect(listing.files.isEmpty && listing.unread.map(\.reason) == [.special])
    }

    @Test("is what a contract is loaded from: linked files are loaded, and broken links are errors")
    func loads() throws {
        try SampleFolder().withFolders { contracts, _ in
            let root = URL(filePath: contracts)
            let manager = FileManager.default
            let elsewhere = root.deletingLastPathComponent().appending(path: "Shared").path
            try manager.moveItem(atPath: root.appending(path: "scenarios").path, toPath: elsewhere)
            try manager.createSymbolicLink(
                atPath: root.appending(path: "scenarios").path,
                withDestinationPath: "../Shared"
            )
            #expect(try ContractFolder.load(contracts).scenarios.count == 1)
            #expect(try Linter.lint(folder: contracts).isEmpty)

            try manager.removeItem(atPath: elsewhere)
            let error = #expect(throws: ContractError.self) { try ContractFolder.load(contracts) }
            #expect(
                error?.description.hasSuffix(
                    "/scenarios: error: this link leads to '../Shared', where nothing is; correct the link, or remove it"
                ) == true
            )
        }
    }
}
