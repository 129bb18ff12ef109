/// What an action does, as data: `behaviour` in the action's file.
///
/// The steps run in order as one serialisable transaction over the contract's tables, until an answer or a refusal. A
/// refusal leaves the tables as they were.
public struct Behaviour: Sendable {
    /// The steps, in order.
    public var steps: [BehaviourStep]
    /// Where it is written.
    public var location: SourceLocation

    /// Creates a behaviour.
    public init(steps: [BehaviourStep], location: SourceLocation) {
        self.steps = steps
        self.location = location
    }
}

/// A step of a behaviour.
public struct BehaviourStep: Sendable {
    /// What a step does.
    public indirect enum Kind: Sendable {
        /// Finds the record of a key.
        case get(GetStep)
        /// Finds the records with given values.
        case query(QueryStep)
        /// Refuses the request unless a condition holds.
        case require(RequireStep)
        /// Stores a record.
        case put(PutStep)
        /// Changes records that were found.
        case update(UpdateStep)
        /// Deletes records that were found.
        case delete(DeleteStep)
        /// Chooses between two lists of steps.
        case when(WhenStep)
        /// Answers the request.
        case answer(AnswerStep)
    }

    /// What the step does.
    public var kind: Kind
    /// Where it is written.
    public var location: SourceLocation

    /// Creates a step.
    public init(_ kind: Kind, location: SourceLocation) {
        self.kind = kind
        self.location = location
    }
}
