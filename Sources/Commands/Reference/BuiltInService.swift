public import Contracts

/// A contract folder and its fixtures that are built into the program, which uses them where it finds no contract folder.
public struct BuiltInService: Sendable {
    /// The contract folder.
    public var contracts: EmbeddedFolder
    /// The fixtures.
    public var fixtures: EmbeddedFolder

    /// Creates a description of what is built in.
    public init(contracts: EmbeddedFolder, fixtures: EmbeddedFolder) {
        self.contracts = contracts
        self.fixtures = fixtures
    }
}
