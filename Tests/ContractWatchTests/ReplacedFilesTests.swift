import Contracts
import ContractWatch
import Foundation
import Synchronization
import Testing

/// How an edit reaches the folder.
enum Replacement: String, CaseIterable, Sendable {
    case inPlace, rename, removal, linkedFile, linkedFolder, volume
}

@Suite("A contract watch of replaced files", .timeLimit(.minutes(5)))
struct ReplacedFilesTests {
    /// Sets the contract folder up for a kind of edit, and gives what carries out the next one.
    private func editor(
        _ kind: Replacement,
        _ folder: WatchedFolder
    ) throws -> (_ service: String) throws -> Void {
        let manager = FileManager.default
        let root = folder.root
        let contracts = root.appending(path: "Contracts")
        func text(_ name: String) -> String { WatchedFolder.service(#""service": "\#(name)""#) }
        switch kind {
        case .inPlace:
            return { try Data(text($0).utf8).write(to: contracts.appending(path: "service.json")) }
        case .rename:
            return { try folder.replaceByRename("Contracts/service.json", #""service": "\#($0)""#) }
        case .removal:
            // As "git checkout" does: the old file is removed, and another one made.
            return { name in
                try manager.removeItem(at: contracts.appending(path: "service.json"))
                try Data(text(name).utf8).write(to: contracts.appending(path: "service.json"))
            }
        case .linkedFile:
            let target = root.appending(path: "elsewhere.json")
            try manager.moveItem(at: contracts.appending(path: "service.json"), to: target)
            try manager.createSymbolicLink(
                at: contracts.appending(path: "service.json"),
                withDestinationURL: target
            )
            return { try Data(text($0).utf8).write(to: target, options: .atomic) }
        case .linkedFolder:
            let target = root.appending(path: "elsewhere")
            try manager.moveItem(at: contracts, to: target)
            try manager.createSymbolicLink(at: contracts, withDestinationURL: target)
            return { try Data(text($0).utf8).write(to: target.appending(path: "service.json")) }
        case .volume:
            let volume = try Volume(contracts)
            return { name in try volume.swap { try Data(text(name).utf8).write(to: $0) } }
        }
    }

    @Test("reports every edit, whichever way the file is replaced", arguments: Replacement.allCases)
    func edits(kind: Replacement) async throws {
        try await WatchedFolder.with { folder in
            let edit = try editor(kind, folder)
            var events = folder.watch.makeAsyncIterator()
            // The same length each time, as only the file's number and its times then differ.
            for name in ["abc", "def", "ghi"] {
                try edit(name)
                while true {
                    // Between the removal of a file and the next one a watch may see a broken folder.
                    switch await events.next() {
                    case .contract(let contract)?: #expect(contract.service.name == name)
                    case .broken?: continue
                    default: throw Unexpected()
                    }
                    break
                }
            }
        }
    }

    @Test("reports fixtures that a volume replaces")
    func fixtures() async throws {
        try await WatchedFolder.with { folder in
            let fixtures = folder.root.appending(path: "Fixtures")
            try folder.write("Fixtures/service.json", "{}")
            let volume = try Volume(fixtures)
            var events = folder.watch.makeAsyncIterator()
            try volume.swap { try Data("[]".utf8).write(to: $0) }
            guard case .fixtures(let paths)? = await events.next() else { throw Unexpected() }
            #expect(paths.map { $0.split(separator: "/").last ?? "" } == ["service.json"])
        }
    }

    @Test("loads again what changed while it was loaded, and reports only what came to rest")
    func changedMeanwhile() async throws {
        try await WatchedFolder.with { folder in
            let loads = Mutex(0)
            let watch = ContractWatch(
                contracts: folder.root.appending(path: "Contracts").path,
                interval: .milliseconds(20)
            ) { path throws(ContractError) in
                let contract = try ContractFolder.loadToRun(path)
                let count = loads.withLock { count in
                    count += 1
                    return count
                }
                if count == 1 {
                    try? folder.replaceByRename("Contracts/service.json", #""service": "second""#)
                }
                return contract
            }
            var events = watch.makeAsyncIterator()
            try folder.replaceByRename("Contracts/service.json", #""service": "half""#)
            guard case .contract(let contract)? = await events.next() else { throw Unexpected() }
            #expect(contract.service.name == "second")
            #expect(loads.withLock(\.self) == 2)
        }
    }
}

/// A folder that is mounted as a volume: its entries are links through `..data`, a link that is renamed over the old one.
private final class Volume {
    private let folder: URL
    private var version = 0

    /// Makes a volume of a folder, with the same files.
    init(_ folder: URL) throws {
        self.folder = folder
        let manager = FileManager.default
        let first = folder.appending(path: "..0")
        let names = try manager.contentsOfDirectory(atPath: folder.path)
        try manager.createDirectory(at: first, withIntermediateDirectories: false)
        for name in names {
            try manager.moveItem(at: folder.appending(path: name), to: first.appending(path: name))
            try manager.createSymbolicLink(
                atPath: folder.appending(path: name).path,
                withDestinationPath: "..data/\(name)"
            )
        }
        try manager.createSymbolicLink(
            atPath: folder.appending(path: "..data").path,
            withDestinationPath: "..0"
        )
    }

    /// Puts a new version with another `service.json` in the place of the current one, all at once.
    func swap(_ edit: (_ service: URL) throws -> Void) throws {
        let manager = FileManager.default
        let (old, new) = ("..\(version)", "..\(version + 1)")
        version += 1
        try manager.copyItem(at: folder.appending(path: old), to: folder.appending(path: new))
        try edit(folder.appending(path: "\(new)/service.json"))
        let link = folder.appending(path: "..data_tmp").path
        try manager.createSymbolicLink(atPath: link, withDestinationPath: new)
        try #require(rename(link, folder.appending(path: "..data").path) == 0)
        try manager.removeItem(at: folder.appending(path: old))
    }
}
