/// An action of which a run has seen no success: nothing that it promises of one was judged.
public struct UnprovenAction: Sendable, Hashable {
    /// The action's name.
    public var name: String
    /// Why there was none, in words.
    public var reason: String
    /// Whether the run has something to show of it all the same: a failure, known or not, a warning, or that it was
    /// asked not to write.
    public var isAccountedFor: Bool

    /// Creates the description of an action without a success.
    public init(name: String, reason: String, isAccountedFor: Bool) {
        self.name = name
        self.reason = reason
        self.isAccountedFor = isAccountedFor
    }
}
