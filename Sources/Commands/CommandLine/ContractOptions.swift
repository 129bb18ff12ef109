import ArgumentParser
import Contracts
import Foundation

/// The option that selects the contract folder, for every command that uses one.
struct ContractOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The contract folder; ./Contracts if there is one, otherwise the built-in one.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var contracts: String?

    /// The source of a contract.
    private enum Place {
        case folder(String)
        case builtIn(BuiltInService)
    }

    /// Loads the contract folder.
    ///
    /// - Throws: ``CommandLineError`` when there is none, or when it is invalid.
    func load() throws(CommandLineError) -> Contract {
        try load(
            { path throws(ContractError) in try ContractFolder.load(path, metaSchemas: Self.metaSchemas) },
            builtIn: ContractFolder.load
        )
    }

    /// Loads the contract folder to run it against an endpoint.
    ///
    /// - Throws: ``CommandLineError`` when there is none, or when it has problems that would be blamed on the endpoint.
    func loadToRun() throws(CommandLineError) -> Contract {
        try load(Self.loadToRun, builtIn: ContractFolder.loadToRun)
    }

    /// Loads a contract folder as ``loadToRun()`` does, for callers that report its errors themselves.
    static let loadToRun: @Sendable (String) throws(ContractError) -> Contract = {
        path throws(ContractError) in
        try ContractFolder.loadToRun(path, metaSchemas: metaSchemas)
    }

    private func load(
        _ load: (String) throws(ContractError) -> Contract,
        builtIn: (EmbeddedFolder) throws(ContractError) -> Contract
    ) throws(CommandLineError) -> Contract {
        let place = try place()
        do throws(ContractError) {
            switch place {
            case .folder(let path): return try load(path)
            case .builtIn(let service):
                let contract = try builtIn(service.contracts)
                Terminal.writeToError(
                    "understudy: there is no contract folder here, so the built-in contract "
                        + "'\(contract.service.name)' is used; name another by --contracts FOLDER"
                )
                return contract
            }
        } catch {
            switch place {
            case .folder(let path): throw CommandLineError(error, in: path)
            case .builtIn(let service): throw CommandLineError(error, in: service.contracts.name)
            }
        }
    }

    /// The path of the contract folder, for a command that needs it to be on disk.
    ///
    /// - Throws: ``CommandLineError`` when there is none.
    func folder() throws(CommandLineError) -> String {
        guard case .folder(let path) = try place() else { throw Self.missing }
        return path
    }

    /// The folder that is given; otherwise one on disk by the search order; otherwise the built-in one.
    private func place() throws(CommandLineError) -> Place {
        if let contracts {
            guard !contracts.isEmpty, Self.isFolder(contracts) else {
                throw CommandLineError(
                    "there is no contract folder '\(contracts)'; name a folder that holds service.json"
                )
            }
            return .folder(contracts)
        }
        let places = Self.places.map { FolderPath.joined($0, "Contracts") }
        if let found = places.first(where: Self.isFolder) { return .folder(found) }
        guard let builtIn = Program.current.builtIn else { throw Self.missing }
        return .builtIn(builtIn)
    }

    private static var missing: CommandLineError {
        CommandLineError("there is no contract folder here; name one by --contracts FOLDER")
    }

    /// Returns the fixtures that belong to the contract folder: `Fixtures` beside it, or in it.
    ///
    /// The built-in fixtures belong to the built-in contract, and to no other folder.
    /// - Throws: ``CommandLineError`` when there is no contract folder.
    func fixtures() throws(CommandLineError) -> FixtureLibrary {
        let others = contracts == nil ? Self.places.map { FolderPath.joined($0, "Fixtures") } : []
        switch try place() {
        case .folder(let folder):
            let own = [FolderPath.parent(of: folder), folder].map { FolderPath.joined($0, "Fixtures") }
            return FixtureLibrary(folder: (own + others).first(where: Self.isFolder) ?? own[0])
        case .builtIn(let service):
            return FixtureLibrary(
                folder: others.first(where: Self.isFolder) ?? "Fixtures",
                builtIn: service.fixtures
            )
        }
    }

    /// The folders to search for `Contracts` and `Fixtures`: the working folder, then the executable's.
    private static var places: [String] {
        guard let executable = Bundle.main.executableURL?.resolvingSymlinksInPath().path else { return ["."] }
        let folder = FolderPath.parent(of: executable)
        return ["."]
            + [folder, FolderPath.parent(of: folder)].map { FolderPath.joined($0, "share/understudy") }
    }

    /// The meta schemas beside the program, for a contract folder without its own; they take precedence over the built-in ones.
    static var metaSchemas: String? {
        places.map { FolderPath.joined($0, "Contracts/meta") }.first(where: isFolder)
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}

extension CommandLineError {
    /// Creates an error with the first problem of a contract folder; `lint` reports the others.
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
