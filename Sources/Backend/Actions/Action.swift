import JSON

/// One thing the service does.
protocol Action: Sendable {
    /// The name that requests route by.
    static var name: String { get }
    /// How it is called.
    static var method: ActionMethod { get }

    /// Does it.
    ///
    /// - Throws: ``Failure`` when an argument or the state does not allow it; nothing was changed then.
    /// - Returns: the answer's body.
    static func perform(_ arguments: Arguments, in backend: SupportBackend) async throws(Failure)
        -> JSONObject
}

/// How an action is called.
enum ActionMethod: Sendable {
    /// By `GET`, with arguments in the query.
    case read
    /// By `POST`, with arguments in the body.
    case write

    /// The HTTP methods, the usual one first.
    var names: [String] {
        switch self {
        case .read: ["GET", "HEAD"]
        case .write: ["POST"]
        }
    }
}
