public import JSON

/// The body of a request, parsed at most once.
public enum RequestBody: Sendable, Hashable {
    /// There is no body.
    case absent
    /// The body is JSON.
    case json(JSONValue)
    /// The body is not JSON, or is nested deeper than the service allows.
    case unreadable(JSONError)

    /// The parsed value; `nil` when there is none.
    public var value: JSONValue? {
        if case .json(let value) = self { value } else { nil }
    }

    /// The reason why the body is not a JSON object, for people; `nil` when it is one or there is none.
    public var problem: String? {
        switch self {
        case .absent: nil
        case .json(let value):
            value.objectValue == nil ? "the body must be a JSON object with the action's arguments" : nil
        case .unreadable(let error): "the body cannot be read as JSON: \(error)"
        }
    }
}
