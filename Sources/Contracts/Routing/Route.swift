public import JSON

/// Which action a request is for, and with which arguments.
public struct Route: Sendable {
    /// The action.
    public var action: Action
    /// The wire form; `nil` for the canonical one.
    public var form: WireForm?
    /// The arguments in the canonical form, without the routing member.
    ///
    /// `nil` when the action's arguments are in the body and it cannot be read as such.
    public var arguments: JSONObject?
    /// Whether the arguments are all members of the request's JSON body but for the routing member, as they are written there,
    /// and no others.
    ///
    /// The body's bytes can then be validated instead of the arguments, which is faster; see
    /// ``Schema/isValid(utf8:parser:)`` and ``Schema/disregards(member:)``.
    public var isBody: Bool
    /// The methods that the request could have been sent with: the action's, or those of all actions with its path.
    public var methods: [String]

    init(
        action: Action,
        form: WireForm? = nil,
        arguments: JSONObject?,
        isBody: Bool = false,
        methods: [String]? = nil
    ) {
        self.action = action
        self.form = form
        self.arguments = arguments
        self.isBody = isBody
        self.methods = methods ?? [action.method]
    }

    /// The value of `Allow` in a refusal of another method (RFC 9110, section 10.2.1).
    public var allow: String {
        methods.flatMap { $0 == "GET" ? ["GET", "HEAD"] : [$0] }.joined(separator: ", ")
    }
}

/// What routing found.
public enum RoutingOutcome: Sendable {
    /// The request is for this action.
    case action(Route)
    /// The request names no action.
    case noAction
    /// The request names an action that the contract does not have.
    case unknownAction(String)
    /// No action has the request's path, and nothing else names one.
    case unknownPath(String)
}
