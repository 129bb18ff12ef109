/// A resource of the control API: all paths with the same first component.
///
/// A new resource needs a file in `Resources` and a line in ``ControlAPI``.
protocol ControlResource: Sendable {
    /// The first path component, such as `clock`.
    static var name: String { get }
    /// Whether the resource belongs to a session, and so is also available under `sessions/NAME/`.
    static var isOfSession: Bool { get }
    /// Whether it reads or changes the records of sessions, which it cannot where they are not the mock's own.
    static var usesRecords: Bool { get }
    /// The maximum number of path components after the name.
    static var depth: Int { get }

    /// Answers a request.
    ///
    /// - Throws: ``ControlError`` when the request is invalid.
    func answer(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer
}

extension ControlResource {
    static var isOfSession: Bool { true }
    static var usesRecords: Bool { false }
    static var depth: Int { 0 }
}
