/// Chooses between two lists of steps: `{"when": {...}, "then": [...], "otherwise": [...]}`.
///
/// The steps after it go on with what either list has found.
public struct WhenStep: Sendable {
    /// The condition.
    public var condition: BehaviourCondition
    /// The steps when it holds.
    public var then: [BehaviourStep]
    /// The steps when it does not.
    public var otherwise: [BehaviourStep]

    /// Creates a step.
    public init(condition: BehaviourCondition, then: [BehaviourStep], otherwise: [BehaviourStep] = []) {
        self.condition = condition
        self.then = then
        self.otherwise = otherwise
    }
}
