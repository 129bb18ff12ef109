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

    /// Where a contract is read from.
    private enum Place {
        case folder(String)
        case builtIn(BuiltInService)
    }

    /// Loads the contract folder.
    ///
    /// - Throws: ``CommandLineError`` when there is none, or when it is broken.
    func load() throws(CommandLineError) -> Contract {
        try load { path throws(ContractError) in
            try ContractFolder.load(path, metaSchemas: Self.metaSchemas)
        }
    }

    /// Loads the contract folder to play it against an endpoint.
    ///
    /// - Throws: ``CommandLineError`` when there is none, or when the endpoint would be blamed for what is wrong in it.
    func loadToServe() throws(CommandLineError) -> Contract {
        try load(Self.loadPlays)
    }

    /// Loads a contract folder as ``loadToServe()`` does, for those who show its errors themselves.
    static let loadPlays: @Sendable (String) throws(ContractError) -> Contract = {
        path throws(ContractError) in
        try ContractFolder.loadToServe(path, metaSchemas: metaSchemas)
    }

    private func load(
        _ load: (String) throws(ContractError) -> Contract
    ) throws(CommandLineError) -> Contract {
        let place = try place()
        do throws(ContractError) {
            switch place {
            case .folder(let path): return try load(path)
            case .builtIn(let service):
                let contract = try ContractFolder.loadToServe(service.contracts)
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

    /// The folder that is named, else one on disk by the search order, else what is built into the program.
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

    /// The library of fixtures that belongs to the contract folder: `Fixtures` beside it, or in it.
    ///
    /// Those that come with the program belong to the contract that comes with it, and to no folder that is named.
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

    /// Where `Contracts` and `Fixtures` are looked for: here, then beside the executable.
    private static var places: [String] {
        guard let executable = Bundle.main.executableURL?.resolvingSymlinksInPath().path else { return ["."] }
        let folder = FolderPath.parent(of: executable)
        return ["."]
            + [folder, FolderPath.parent(of: folder)].map { FolderPath.joined($0, "share/understudy") }
    }

    /// The meta schemas that lie beside the program, for a contract folder that has none; they win over the built-in.
    static var metaSchemas: String? {
        places.map { FolderPath.joined($0, "Contracts/meta") }.first(where: isFolder)
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}

extension CommandLineError {
    /// Creates an error of what is wrong with a contract folder, on one line; the rest of what is wrong is `lint`'s to say.
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
