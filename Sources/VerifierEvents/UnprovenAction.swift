/// An action without a success in a run, so that its responses on success were not judged.
public struct UnprovenAction: Sendable, Hashable {
    /// The action's name.
    public var name: String
    /// A description of the reason.
    public var reason: String
    /// Whether the run shows something else of it: a failure, known or not, a warning, or that writes were not allowed.
    public var isAccountedFor: Bool

    /// Creates the description of an action without a success.
    public init(name: String, reason: String, isAccountedFor: Bool) {
        self.name = name
        self.reason = reason
        self.isAccountedFor = isAccountedFor
    }
}
