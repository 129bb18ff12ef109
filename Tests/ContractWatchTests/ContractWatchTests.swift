import Contracts
import ContractWatch
import Foundation
import JSON
import Testing
import TestSupport

@Suite("A contract watch", .timeLimit(.minutes(1)))
struct ContractWatchTests {
    @Test("tells of an edited contract, of a broken edit with its place, and of the mended one")
    func edits() async throws {
        try await WatchedFolder.with { folder in
            var events = folder.watch.makeAsyncIterator()
            try folder.replaceByRename("Contracts/service.json", #""service": "renamed""#)
            guard case .contract(let contract)? = await events.next() else { throw Unexpected() }
            #expect(contract.service.name == "renamed")

            try folder.replaceByRename("Contracts/service.json", #""service": "#)
            let event = await events.next()
            guard case .broken(.invalid(let diagnostics))? = event else { throw Unexpected() }
            #expect(diagnostics.first?.position?.line == 3)
            let line = try #require(event?.description)
            #expect(line.contains("service.json:3:") && !line.contains("\n"))

            try folder.replaceByRename("Contracts/service.json", #""service": "mended""#)
            guard case .contract(let mended)? = await events.next() else { throw Unexpected() }
            #expect(mended.service.name == "mended")
        }
    }

    @Test("tells once of files that are saved together, the contract first")
    func together() async throws {
        try await WatchedFolder.with { folder in
            var events = folder.watch.makeAsyncIterator()
            try folder.write("Fixtures/demo.json", "{}")
            try folder.write("Fixtures/other.json", "{}")
            try folder.replaceByRename("Contracts/service.json", #""service": "again""#)
            guard case .contract? = await events.next() else { throw Unexpected() }
            guard case .fixtures(let paths)? = await events.next() else { throw Unexpected() }
            #expect(paths.map { $0.split(separator: "/").last ?? "" } == ["demo.json", "other.json"])
        }
    }

    @Test("tells of a fixture that is taken away, and not of files that are none")
    func removed() async throws {
        try await WatchedFolder.with { folder in
            try folder.write("Fixtures/demo.json", "{}")
            var events = folder.watch.makeAsyncIterator()
            try folder.write("Fixtures/notes.txt", "nothing")
            try folder.write("Fixtures/.demo.json.swp.json", "nothing")
            try FileManager.default.removeItem(at: folder.root.appending(path: "Fixtures/demo.json"))
            guard case .fixtures(let paths)? = await events.next() else { throw Unexpected() }
            #expect(paths.count == 1 && paths[0].hasSuffix("/demo.json"))
        }
    }

    @Test("ends when its task is cancelled")
    func cancelled() async throws {
        try await WatchedFolder.with { folder in
            let watch = folder.watch
            let task = Task { () -> Int in
                var count = 0
                for await _ in watch { count += 1 }
                return count
            }
            task.cancel()
            #expect(await task.value == 0)
        }
    }
}

/// Another event came than had to.
struct Unexpected: Error {}

/// A contract folder and fixtures in a temporary place.
struct WatchedFolder: Sendable {
    let root: URL

    /// A watch that begins now.
    var watch: ContractWatch {
        ContractWatch(
            contracts: root.appending(path: "Contracts").path,
            fixtures: root.appending(path: "Fixtures").path,
            interval: .milliseconds(20)
        )
    }

    static func with(_ body: (WatchedFolder) async throws -> Void) async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "watch-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let folder = WatchedFolder(root: root)
        for name in ["Contracts", "Fixtures"] {
            try FileManager.default.createDirectory(
                at: root.appending(path: name),
                withIntermediateDirectories: true
            )
        }
        try FileManager.default.copyItem(
            at: ProjectFolder.root.appending(path: "Contracts/meta"),
            to: root.appending(path: "Contracts/meta")
        )
        try folder.replaceByRename("Contracts/service.json", #""service": "first""#)
        try await body(folder)
    }

    func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: root.appending(path: path))
    }

    /// Writes a service file with a line in it as editors do: another file, renamed over the old one.
    func replaceByRename(_ path: String, _ line: String) throws {
        try Data(Self.service(line).utf8).write(to: root.appending(path: path), options: .atomic)
    }

    /// A service file with a line in it.
    static func service(_ line: String) -> String {
        """
        {
          "$schema": "meta/service.schema.json",
          \(line),
          "routing": {"parameter": "action", "member": "action"},
          "limits": {"requestBytes": 1000, "responseBytes": 1000, "depth": 64, "ignoredDepth": 8},
          "budget": {"medianMilliseconds": 1000, "planMilliseconds": 100},
          "error": {"type": "object"},
          "rules": []
        }
        """
    }
}
