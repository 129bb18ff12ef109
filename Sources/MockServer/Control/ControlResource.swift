/// One part of the control API: everything under one first word of the path.
///
/// Adding one is a file in `Resources` and a line in ``ControlAPI``.
protocol ControlResource: Sendable {
    /// The first word of its path, such as `clock`.
    static var name: String { get }
    /// Whether it is about one session, and so is found under `sessions/NAME/`, too.
    static var isOfSession: Bool { get }
    /// How many words its path may have after its name.
    static var depth: Int { get }

    /// Answers a request.
    ///
    /// - Throws: ``ControlError`` for one that it cannot serve.
    func answer(_ request: ControlRequest) async throws(ControlError) -> ControlAnswer
}

extension ControlResource {
    static var isOfSession: Bool { true }
    static var depth: Int { 0 }
}
