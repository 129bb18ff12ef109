import ArgumentParser
import Contracts
import Foundation

/// Which contract folder a command uses, for every command that uses one.
struct ContractOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The contract folder; else ./Contracts, else the one that comes with the program.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var contracts: String?

    /// Loads the contract folder.
    ///
    /// - Throws: ``CommandLineError`` when there is none, or when it is broken.
    func load() throws(CommandLineError) -> Contract {
        let folder = try folder()
        do throws(ContractError) {
            return try ContractFolder.load(folder, metaSchemas: Self.metaSchemas)
        } catch {
            throw CommandLineError(error, in: folder)
        }
    }

    /// Loads the contract folder to play it against an endpoint.
    ///
    /// - Throws: ``CommandLineError`` when there is none, or when the endpoint would be blamed for what is wrong in it.
    func loadToServe() throws(CommandLineError) -> Contract {
        let folder = try folder()
        do throws(ContractError) {
            return try ContractFolder.loadToServe(folder, metaSchemas: Self.metaSchemas)
        } catch {
            throw CommandLineError(error, in: folder)
        }
    }

    /// Loads a contract folder as ``loadToServe()`` does, for those who show its errors themselves.
    static let loadPlays: @Sendable (String) throws(ContractError) -> Contract = {
        path throws(ContractError) in
        try ContractFolder.loadToServe(path, metaSchemas: metaSchemas)
    }

    /// The path of the contract folder.
    ///
    /// - Throws: ``CommandLineError`` when there is none.
    func folder() throws(CommandLineError) -> String {
        if let contracts {
            guard Self.isFolder(contracts) else {
                throw CommandLineError(
                    "there is no contract folder '\(contracts)'; name a folder that holds service.json"
                )
            }
            return contracts
        }
        guard let found = Self.places.map({ "\($0)/Contracts" }).first(where: Self.isFolder) else {
            throw CommandLineError("there is no contract folder here; name one by --contracts FOLDER")
        }
        return found.hasPrefix("./") ? String(found.dropFirst(2)) : found
    }

    /// The library of fixtures that belongs to the contract folder: `Fixtures` beside it, or in it.
    ///
    /// Those that come with the program belong to the contract that comes with it, and to no folder that is named.
    /// - Throws: ``CommandLineError`` when there is no contract folder.
    func fixtures() throws(CommandLineError) -> FixtureLibrary {
        let folder = try folder()
        let sibling = (folder as NSString).deletingLastPathComponent
        let own = [sibling.isEmpty ? "." : sibling, folder].map { "\($0)/Fixtures" }
        let others = contracts == nil ? Self.places.map { "\($0)/Fixtures" } : []
        let found = (own + others).first(where: Self.isFolder) ?? own[0]
        return FixtureLibrary(folder: found.hasPrefix("./") ? String(found.dropFirst(2)) : found)
    }

    /// Where `Contracts` and `Fixtures` are looked for: here, then beside the executable.
    private static var places: [String] {
        guard let executable = Bundle.main.executableURL?.resolvingSymlinksInPath() else { return ["."] }
        let folder = executable.deletingLastPathComponent()
        return [
            ".",
            folder.appending(path: "share/understudy").path,
            folder.deletingLastPathComponent().appending(path: "share/understudy").path,
        ]
    }

    /// The meta schemas that come with the program, for a contract folder that has none.
    static var metaSchemas: String? {
        places.map { "\($0)/Contracts/meta" }.first(where: isFolder)
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}

extension CommandLineError {
    /// What is wrong with a contract folder on one line; the rest of what is wrong is `lint`'s to say.
    init(_ error: ContractError, in folder: String) {
        switch error {
        case .unreadable:
            self.init(error.description)
        case .invalid(let diagnostics):
            let first = diagnostics.first?.description ?? folder
            let more = diagnostics.count > 1 ? " (and \(diagnostics.count - 1) more)" : ""
            self.init("\(first)\(more); see all by 'understudy lint \(folder)'")
        }
    }
}
