import JSON

/// Checks a contract folder and its fixtures beyond what loading needs.
///
/// ```swift
/// for diagnostic in try Linter.lint(folder: "Contracts", fixtures: "Fixtures") {
///     print(diagnostic)  // Contracts/actions/orders/place.json:12:5: error: ...
/// }
/// ```
///
/// Files are validated against their meta schemas; every schema compiles and every `$ref` resolves; examples fit their schemas
/// and can be run; scenarios use what exists; every rule is checked by something; tables, records and fixtures
/// agree with each other.
public enum Linter: Sendable {
    /// Returns all problems of a folder and its fixtures, in the order of files and lines.
    ///
    /// While a file is not JSON or is invalid by its meta schema, only problems of loading are reported: others could follow
    /// from the invalid file.
    /// - Parameters:
    ///   - folder: The contract folder's path.
    ///   - fixtures: The fixture folder's path; without it fixtures are not checked.
    ///   - metaSchemas: The folder of the meta schemas for a contract folder that has none of its own.
    /// - Returns: Errors and warnings; none when the folder is valid.
    /// - Throws: ``ContractError/unreadable(path:reason:)`` when a folder cannot be read.
    public static func lint(
        folder: String,
        fixtures: String? = nil,
        metaSchemas: String? = nil
    ) throws(ContractError) -> [Diagnostic] {
        try report(folder: folder, fixtures: fixtures, metaSchemas: metaSchemas).diagnostics
    }

    /// Returns all problems of a folder and its fixtures, and the contract that was loaded to find them.
    ///
    /// - Parameters:
    ///   - folder: The contract folder's path.
    ///   - fixtures: The fixture folder's path; without it fixtures are not checked.
    ///   - metaSchemas: The folder of the meta schemas for a contract folder that has none of its own.
    /// - Returns: The problems, as those of ``lint(folder:fixtures:metaSchemas:)``, and the contract.
    /// - Throws: ``ContractError/unreadable(path:reason:)`` when a folder cannot be read.
    public static func report(
        folder: String,
        fixtures: String? = nil,
        metaSchemas: String? = nil
    ) throws(ContractError) -> LintReport {
        let result = try ContractFolder.read(folder, metaSchemas: metaSchemas)
        var diagnostics = lint(result)
        let paths = try fixtures.map(ContractFolder.fixturePaths) ?? []
        if result.isComplete {
            for path in paths { diagnostics += try lint(fixture: path, for: result.contract) }
        }
        return LintReport(
            diagnostics: diagnostics.uniqued(),
            contract: result.diagnostics.contains { $0.severity == .error } ? nil : result.contract,
            fixtureCount: paths.count
        )
    }

    /// Returns all problems of a fixture file, in the order of its lines.
    ///
    /// - Throws: ``ContractError/unreadable(path:reason:)`` when the file cannot be read.
    public static func lint(
        fixture path: String,
        for contract: Contract
    ) throws(ContractError) -> [Diagnostic] {
        lint(fixture: try ContractFolder.bytes(of: path), path: path, for: contract)
    }

    static func lint(fixture bytes: [UInt8], path: String, for contract: Contract) -> [Diagnostic] {
        var metaSchemas = MetaSchemas(sources: contract.sources, registry: contract.registry)
        let loaded = FixtureLoader.load(bytes, path: path, metaSchemas: &metaSchemas)
        var findings = Findings(sources: loaded.sources, contract: contract)
        if let fixture = loaded.fixture, loaded.diagnostics.isEmpty {
            FixtureCheck(fixture: fixture, file: path, contract: contract).run(&findings)
        }
        return (metaSchemas.diagnostics + loaded.diagnostics + findings.diagnostics).uniqued()
    }

    static func lint(_ result: ContractLoader.Result) -> [Diagnostic] {
        guard result.isComplete else { return result.diagnostics }
        let contract = result.contract
        var findings = Findings(sources: contract.sources, contract: contract, loading: result.diagnostics)
        checkPlays(contract, &findings)
        TableCheck.run(contract, &findings)
        ExpiryCheck.run(contract, &findings)
        ArchiveCheck.run(contract, &findings)
        RecordCheck.run(contract, &findings)
        BehaviourCheck.run(contract, &findings)
        MeasureCheck.run(contract, &findings)
        LoadCheck.run(contract, &findings)
        CoverageCheck.run(contract, &findings)
        return (result.diagnostics + findings.diagnostics).uniqued()
    }

    /// The checks of ``lint(_:)`` that are about what a verifier sends and expects.
    static func lintPlays(_ result: ContractLoader.Result) -> [Diagnostic] {
        guard result.isComplete else { return result.diagnostics }
        let contract = result.contract
        var findings = Findings(sources: contract.sources, contract: contract, loading: result.diagnostics)
        checkPlays(contract, &findings)
        return (result.diagnostics + findings.diagnostics).uniqued()
    }

    private static func checkPlays(_ contract: Contract, _ findings: inout Findings) {
        NameCheck.run(contract, &findings)
        WireCheck.run(contract, &findings)
        ActionCheck.run(contract, &findings)
        ListCheck.run(contract, &findings)
        AuthorizationCheck.run(contract, &findings)
        ExampleCheck.run(contract, &findings)
        ScenarioCheck.run(contract, &findings)
    }
}
