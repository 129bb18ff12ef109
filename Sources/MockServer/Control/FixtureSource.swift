public import JSON
public import Sessions

/// Fixtures by name: what the control API loads.
public protocol FixtureSource: Sendable {
    /// The names and descriptions of the fixtures there are, in order.
    var fixtures: [(name: String, description: String)] { get }

    /// The fixture of a name.
    ///
    /// - Throws: ``SnapshotError`` when there is none, or it is broken.
    func fixture(_ name: String) throws(SnapshotError) -> JSONValue
}

/// No fixtures: those who have none by name send them as a body.
public struct NoFixtures: FixtureSource {
    /// Makes it.
    public init() {}

    /// None.
    public var fixtures: [(name: String, description: String)] { [] }

    /// There is none.
    ///
    /// - Throws: ``SnapshotError``, always.
    public func fixture(_ name: String) throws(SnapshotError) -> JSONValue {
        throw SnapshotError(
            "there is no fixture '\(name)': this server knows none by name; send it as the body"
        )
    }
}
