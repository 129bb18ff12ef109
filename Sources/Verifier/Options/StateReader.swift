public import Contracts

/// Reads the tables behind an endpoint, where the tester can reach them.
public protocol StateReader: Sendable {
    /// Where the tables are, as the command line names it, such as `sqlite:mock.sqlite`.
    var place: String { get }

    /// Returns all records; the clock is the latest time that one may have.
    ///
    /// - Throws: ``StateError`` when they cannot be read.
    func state() async throws(StateError) -> Fixture
}

/// The reason why the tables behind an endpoint cannot be read.
public struct StateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The problem and the remedy, on one line.
    public let description: String

    /// Creates an error with a message.
    public init(_ description: String) {
        self.description = description
    }
}
