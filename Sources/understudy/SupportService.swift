import Backend
import Commands
import Contracts

extension ReferenceService {
    /// The reference implementation of the shipped service.
    static let support = ReferenceService(
        name: "support-and-affiliates",
        actions: SupportBackend.actionNames,
        tables: SupportBackend.tables
    ) { environment in
        SupportBackend(
            store: environment.store,
            time: EnvironmentTime(environment: environment),
            identifiers: EnvironmentIdentifiers(environment: environment)
        )
    }
}

extension BuiltInService {
    /// The built-in contract folder and fixtures of the shipped service.
    static let support = BuiltInService(
        contracts: EmbeddedFolder("Contracts", of: EmbeddedFiles.all),
        fixtures: EmbeddedFolder("Fixtures", of: EmbeddedFiles.all)
    )
}

/// The clock of the environment.
private struct EnvironmentTime: TimeSource {
    let environment: ReferenceEnvironment

    func now() -> Int { environment.now() }
}

/// Ids that are derived from the environment's numbers where there are some, and random ones otherwise.
private struct EnvironmentIdentifiers: IdentifierSource {
    let environment: ReferenceEnvironment

    func identifier() -> String { source.identifier() }

    func linkIdentifier() -> String { source.linkIdentifier() }

    private var source: any IdentifierSource {
        environment.idSeed().map { SeededIdentifiers(seed: $0) } ?? RandomIdentifiers()
    }
}
