public import JSON

/// The action of a request, and its arguments.
public struct Route: Sendable {
    /// The action.
    public var action: Action
    /// The wire form; `nil` for the canonical one.
    public var form: WireForm?
    /// The arguments in the canonical form, without the routing member.
    ///
    /// `nil` when the action's arguments are in the body and there is no JSON object in it.
    public var arguments: JSONObject?
}

/// The result of routing.
public enum RoutingOutcome: Sendable {
    /// The request is for this action.
    case action(Route)
    /// The request names no action.
    case noAction
    /// The request names an action that the contract does not have.
    case unknownAction(String)
}
