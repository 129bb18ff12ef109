/// Refuses the request unless a condition holds: `{"require": {...}, "else": {"status": 409, "error": "..."}}`.
public struct RequireStep: Sendable {
    /// The condition.
    public var condition: BehaviourCondition
    /// The refusal; 400 when `nil`.
    public var refusal: BehaviourRefusal?

    /// Creates a step.
    public init(condition: BehaviourCondition, refusal: BehaviourRefusal? = nil) {
        self.condition = condition
        self.refusal = refusal
    }
}
