import JSON

/// An action of the service.
protocol Action: Sendable {
    /// The name by which requests are routed.
    static var name: String { get }
    /// The way in which the action is called.
    static var method: ActionMethod { get }

    /// Performs the action.
    ///
    /// - Throws: ``Failure`` when the arguments or the state do not allow the action; nothing was changed then.
    /// - Returns: The response body.
    static func perform(_ arguments: Arguments, in backend: SupportBackend) async throws(Failure)
        -> JSONObject
}

/// The way in which an action is called.
enum ActionMethod: Sendable {
    /// With `GET` and arguments in the query.
    case read
    /// With `POST` and arguments in the body.
    case write

    /// The allowed HTTP methods, the preferred one first.
    var names: [String] {
        switch self {
        case .read: ["GET", "HEAD"]
        case .write: ["POST"]
        }
    }
}
