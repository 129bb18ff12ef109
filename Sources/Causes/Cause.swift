public import Contracts
public import VerifierEvents

/// One thing that a back-end developer would change, with everything that it explains.
public struct Cause: Sendable, Hashable {
    /// The identity.
    public var key: CauseKey
    /// Other causes that parts of it look like.
    public var sides: [CauseKey]
    /// The severity.
    public var severity: CauseSeverity
    /// What is wrong, in a few words: the beginning of the sentence, without what was expected and seen.
    public var title: String
    /// What is wrong, and the likely reason, as one sentence without its full stop.
    public var sentence: String
    /// The rules that it breaks; MUSTs first.
    public var rules: [Rule]
    /// The actions that are concerned, in the contract's order.
    public var actions: [String]
    /// The members that are concerned.
    public var members: [String]
    /// The shortest script that shows it; empty where there is none.
    public var script: String
    /// The cases that it explains, in the plan's order.
    public var cases: [CaseIdentity]

    /// Creates a cause.
    ///
    /// - Parameters:
    ///   - key: The identity.
    ///   - sides: Other causes that parts of it look like.
    ///   - severity: The severity.
    ///   - title: The beginning of the sentence that says what is wrong; all of it when `nil`.
    ///   - sentence: What is wrong, without a full stop.
    ///   - rules: The rules that it breaks; MUSTs first.
    ///   - actions: The actions that are concerned.
    ///   - members: The members that are concerned.
    ///   - script: The shortest script that shows it.
    ///   - cases: The cases that it explains.
    public init(
        key: CauseKey,
        sides: [CauseKey] = [],
        severity: CauseSeverity,
        title: String? = nil,
        sentence: String,
        rules: [Rule],
        actions: [String],
        members: [String],
        script: String,
        cases: [CaseIdentity]
    ) {
        self.key = key
        self.sides = sides
        self.severity = severity
        self.title = title ?? sentence
        self.sentence = sentence
        self.rules = rules
        self.actions = actions
        self.members = members
        self.script = script
        self.cases = cases
    }

    /// The identity as a text.
    public var identity: String { key.description }
}
