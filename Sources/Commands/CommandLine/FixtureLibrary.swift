import Contracts
import Foundation

/// The fixtures of a folder, found by name, and fixture files at any path.
struct FixtureLibrary: Sendable {
    /// The folder.
    let folder: String
    /// The fixtures that are built into the program, for names that the folder does not have.
    var builtIn: EmbeddedFolder?

    /// Whether the folder exists.
    var exists: Bool { FileManager.default.fileExists(atPath: folder) }

    /// The names of all fixtures, in order.
    var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let all = files + (builtIn?.files.map(\.path) ?? [])
        return Set(all.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }.map { String($0.dropLast(5)) })
            .sorted()
    }

    /// Returns the path of the fixture with a name or a path.
    ///
    /// - Throws: ``CommandLineError`` when there is no such fixture, with the most similar name.
    func path(_ nameOrPath: String) throws(CommandLineError) -> String {
        let isPath = nameOrPath.contains("/") || nameOrPath.hasSuffix(".json")
        let path = isPath ? nameOrPath : FolderPath.joined(folder, "\(nameOrPath).json")
        if FileManager.default.fileExists(atPath: path) { return path }
        if isPath { throw CommandLineError("there is no fixture file '\(nameOrPath)'; check the path") }
        throw CommandLineError("there is no fixture '\(nameOrPath)' in \(folder); \(remedy(for: nameOrPath))")
    }

    /// Loads the fixture with a name or a path.
    ///
    /// - Throws: ``CommandLineError`` when there is none or it is invalid.
    func load(_ nameOrPath: String, for contract: Contract) throws(CommandLineError) -> Fixture {
        let builtIn = builtIn(nameOrPath)
        let path = if let builtIn { builtIn.path } else { try path(nameOrPath) }
        do throws(ContractError) {
            if let builtIn { return try ContractFolder.fixture(builtIn, for: contract) }
            return try ContractFolder.fixture(path, for: contract)
        } catch {
            guard case .invalid(let diagnostics) = error, let error = Self.error(diagnostics, path) else {
                throw CommandLineError("\(path): cannot be read; check the path")
            }
            throw error
        }
    }

    /// Returns the built-in fixture of a name that the folder does not have.
    private func builtIn(_ name: String) -> EmbeddedFolder.File? {
        guard let file = builtIn?.files.first(where: { $0.path == "\(name).json" }),
            !FileManager.default.fileExists(atPath: FolderPath.joined(folder, file.path))
        else { return nil }
        return file
    }

    /// Returns the first problem of a fixture that could be loaded, with its line and column; `nil` when there is none.
    ///
    /// - Throws: ``CommandLineError`` when there is no such fixture.
    /// - Complexity: O(*n*) in the size of the fixture for every error in it.
    func firstError(
        in nameOrPath: String,
        for contract: Contract
    ) throws(CommandLineError) -> CommandLineError? {
        guard builtIn(nameOrPath) == nil else { return nil }
        let path = try path(nameOrPath)
        let diagnostics = (try? Linter.lint(fixture: path, for: contract)) ?? []
        return Self.error(diagnostics.filter { $0.severity == .error }, path)
    }

    /// The maximum size in bytes of a fixture that is checked each time it is served: larger ones are generated.
    private static let checkedBytes = 1 << 20

    /// Returns the first inconsistency in a fixture that is small enough to be hand-written.
    ///
    /// - Throws: ``CommandLineError`` when there is no such fixture.
    func inconsistency(
        in nameOrPath: String,
        for contract: Contract
    ) throws(CommandLineError) -> CommandLineError? {
        guard builtIn(nameOrPath) == nil else { return nil }
        let size = try? FileManager.default.attributesOfItem(atPath: path(nameOrPath))[.size] as? Int
        guard let size, size <= Self.checkedBytes else { return nil }
        return try firstError(in: nameOrPath, for: contract)
    }

    private static func error(_ diagnostics: [Diagnostic], _ path: String) -> CommandLineError? {
        guard let first = diagnostics.first else { return nil }
        let more = diagnostics.count > 1 ? " (and \(diagnostics.count - 1) more)" : ""
        return CommandLineError("\(first)\(more); see all by 'understudy fixture validate \(path)'")
    }

    private func remedy(for name: String) -> String {
        let names = names
        guard !names.isEmpty else { return "it holds no fixtures; give the path of a fixture file" }
        return NearestName.remedy(for: name, among: names, what: "fixture")
    }
}
