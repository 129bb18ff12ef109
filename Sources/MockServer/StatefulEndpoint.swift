public import JSON
public import Lambda

/// An endpoint whose whole state can be put back, replaced and read, as the control API needs it.
public protocol StatefulEndpoint: Endpoint {
    /// Puts the state back to that of the start.
    ///
    /// - Throws: ``StateError`` when the state cannot be replaced.
    func reset() async throws(StateError)

    /// Replaces the state by that of a fixture; a fixture that is refused changes nothing.
    ///
    /// - Throws: ``StateError`` when the fixture does not hold what the tables need.
    func load(_ fixture: JSONValue) async throws(StateError)

    /// The state as a fixture, which ``load(_:)`` takes.
    ///
    /// - Throws: ``StateError`` when the state cannot be read.
    func dump() async throws(StateError) -> JSONValue
}

/// Why a state could not be replaced or read.
public struct StateError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where it is, what is wrong, and what to do, on one line.
    public let description: String

    /// Makes an error of its text.
    public init(_ description: String) {
        self.description = description
    }
}
