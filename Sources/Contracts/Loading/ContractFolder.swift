import Foundation
import JSON

/// A contract folder on disk.
///
/// ```
/// service.json  actions/AREA/NAME.json  records/NAME.json  tables/NAME.json  scenarios/NAME.json  meta/
/// ```
///
/// Links to files and folders are followed, see ``FolderListing``.
///
/// ```swift
/// let contract = try ContractFolder.load("Contracts")
/// let demo = try ContractFolder.fixture("Fixtures/demo.json", for: contract)
/// ```
public enum ContractFolder: Sendable {
    /// Loads a contract folder.
    ///
    /// Warnings are reported by ``Linter`` only.
    /// - Parameters:
    ///   - path: The folder's path.
    ///   - metaSchemas: The folder of the meta schemas for a contract folder that has none of its own; those that are
    ///     built in when left out.
    /// - Returns: The contract.
    /// - Throws: ``ContractError/unreadable(path:reason:)`` when the folder cannot be read;
    ///   ``ContractError/invalid(_:)`` with all problems when its content is invalid.
    public static func load(_ path: String, metaSchemas: String? = nil) throws(ContractError) -> Contract {
        let result = try read(path, metaSchemas: metaSchemas)
        return try contract(of: result, with: result.diagnostics)
    }

    /// Loads a contract folder to run its examples and scenarios against an endpoint.
    ///
    /// Their problems, as ``Linter`` reports them, are errors here, since they would be blamed on the endpoint; rules that
    /// nothing checks are accepted.
    /// - Parameters:
    ///   - path: The folder's path.
    ///   - metaSchemas: The folder of the meta schemas for a contract folder that has none of its own; those that are
    ///     built in when left out.
    /// - Returns: The contract.
    /// - Throws: ``ContractError``, as ``load(_:)``.
    public static func loadToRun(_ path: String, metaSchemas: String? = nil) throws(ContractError)
        -> Contract
    {
        try contract(toRun: read(path, metaSchemas: metaSchemas))
    }

    /// Loads a contract folder that is built into the program.
    ///
    /// - Throws: ``ContractError``, as ``load(_:metaSchemas:)``.
    public static func load(_ folder: EmbeddedFolder) throws(ContractError) -> Contract {
        let result = try read(folder)
        return try contract(of: result, with: result.diagnostics)
    }

    /// Loads a contract folder that is built into the program, to run its examples and scenarios against an endpoint.
    ///
    /// - Throws: ``ContractError``, as ``loadToRun(_:metaSchemas:)``.
    public static func loadToRun(_ folder: EmbeddedFolder) throws(ContractError) -> Contract {
        try contract(toRun: read(folder))
    }

    private static func read(_ folder: EmbeddedFolder) throws(ContractError) -> ContractLoader.Result {
        try read(
            folder.files.map { ContractLoader.File(path: $0.path, bytes: $0.bytes) },
            in: folder.name
        )
    }

    /// Loads the files of a contract folder that is not on disk.
    ///
    /// - Parameters:
    ///   - files: The files' paths in the folder, and their bytes.
    ///   - name: The folder's name, for messages.
    /// - Returns: The contract.
    /// - Throws: ``ContractError``, as ``load(_:metaSchemas:)``.
    public static func load(_ files: [(path: String, bytes: [UInt8])], in name: String) throws(ContractError)
        -> Contract
    {
        let files = files.map { ContractLoader.File(path: $0.path, bytes: $0.bytes) }
        let result = try read(files, in: name)
        return try contract(of: result, with: result.diagnostics)
    }

    private static func contract(toRun result: ContractLoader.Result) throws(ContractError) -> Contract {
        try contract(of: result, with: Linter.lintPlays(result))
    }

    /// Returns a loaded contract unless a diagnostic is an error.
    private static func contract(
        of result: ContractLoader.Result,
        with diagnostics: [Diagnostic]
    ) throws(ContractError) -> Contract {
        let errors = diagnostics.filter { $0.severity == .error }
        guard errors.isEmpty else { throw .invalid(errors) }
        return result.contract
    }

    /// Loads a fixture file and validates it against the fixture's meta schema, but not against records and tables, which
    /// ``Linter`` does.
    ///
    /// - Throws: ``ContractError``, as ``load(_:)``.
    public static func fixture(_ path: String, for contract: Contract) throws(ContractError) -> Fixture {
        try fixture(bytes(of: path), path: path, for: contract)
    }

    /// Loads a fixture that is built into the program.
    ///
    /// - Throws: ``ContractError/invalid(_:)`` with all its problems.
    public static func fixture(
        _ file: EmbeddedFolder.File,
        for contract: Contract
    ) throws(ContractError) -> Fixture {
        try fixture(file.bytes, path: file.path, for: contract)
    }

    private static func fixture(
        _ bytes: [UInt8],
        path: String,
        for contract: Contract
    ) throws(ContractError) -> Fixture {
        var metaSchemas = MetaSchemas(sources: contract.sources, registry: contract.registry)
        let result = FixtureLoader.load(bytes, path: path, metaSchemas: &metaSchemas)
        guard let fixture = result.fixture, result.diagnostics.isEmpty else {
            throw .invalid(metaSchemas.diagnostics + result.diagnostics)
        }
        return fixture
    }

    /// Returns the paths of the fixtures in a folder, in the order of their names.
    ///
    /// - Throws: ``ContractError/unreadable(path:reason:)`` when the folder cannot be read.
    public static func fixturePaths(in folder: String) throws(ContractError) -> [String] {
        try FolderListing(folder).files.map {
            "\(folder.hasSuffix("/") ? String(folder.dropLast()) : folder)/\($0)"
        }
    }

    /// Reads and loads all files, and returns all problems.
    static func read(
        _ path: String,
        metaSchemas: String? = nil
    ) throws(ContractError) -> ContractLoader.Result {
        let root = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        var files: [ContractLoader.File] = []
        let listing = try FolderListing(root)
        for file in listing.files {
            files.append(ContractLoader.File(path: file, bytes: try bytes(of: "\(root)/\(file)")))
        }
        if let metaSchemas, !files.contains(where: { $0.path.hasPrefix("meta/") }) {
            for file in try FolderListing(metaSchemas).files {
                files.append(
                    ContractLoader.File(path: "meta/\(file)", bytes: try bytes(of: "\(metaSchemas)/\(file)"))
                )
            }
        }
        return try read(files, unread: listing.unread, in: root)
    }

    /// Loads the files of a folder, which may lack meta schemas.
    private static func read(
        _ files: [ContractLoader.File],
        unread: [FolderListing.Unread] = [],
        in root: String
    ) throws(ContractError) -> ContractLoader.Result {
        var files = files
        if !files.contains(where: { $0.path.hasPrefix("meta/") }) {
            files += EmbeddedFolder.metaSchemas.files.map { file in
                ContractLoader.File(path: "meta/\(file.path)", bytes: file.bytes)
            }
        }
        var loader = ContractLoader(root: root)
        return try loader.load(files, unread: unread)
    }

    static func bytes(of path: String) throws(ContractError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .unreadable(path: path, reason: "the file cannot be read")
        }
        return Array(data)
    }
}
