public import Contracts

/// A built-in contract folder and its fixtures, used when the program finds no contract folder.
public struct BuiltInService: Sendable {
    /// The contract folder.
    public var contracts: EmbeddedFolder
    /// The fixtures.
    public var fixtures: EmbeddedFolder

    /// Creates a description of the built-in files.
    public init(contracts: EmbeddedFolder, fixtures: EmbeddedFolder) {
        self.contracts = contracts
        self.fixtures = fixtures
    }
}
