public import JSON
public import Sessions

/// A source of named fixtures for the control API.
public protocol FixtureSource: Sendable {
    /// The names and descriptions of the fixtures, in order.
    var fixtures: [(name: String, description: String)] { get }

    /// Returns the fixture of that name.
    ///
    /// - Throws: ``SnapshotError`` when it does not exist or is invalid.
    func fixture(_ name: String) throws(SnapshotError) -> JSONValue
}

/// An empty source; clients send fixtures in request bodies instead.
public struct NoFixtures: FixtureSource {
    /// Creates an empty source.
    public init() {}

    /// An empty list.
    public var fixtures: [(name: String, description: String)] { [] }

    /// Throws an error, as there are no fixtures.
    ///
    /// - Throws: ``SnapshotError``, always.
    public func fixture(_ name: String) throws(SnapshotError) -> JSONValue {
        throw SnapshotError(
            "there is no fixture '\(name)': this server knows none by name; send it as the body"
        )
    }
}
