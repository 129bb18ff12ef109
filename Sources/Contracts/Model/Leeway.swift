public import JSON
public import JSONSchema

/// What a service may do instead of a refusal that only a SHOULD asks for: serve the request.
public struct StatusLeeway: Sendable {
    /// The status with which the request is then served.
    public var status: Int
    /// The id of the SHOULD that asks for the refusal.
    public var rule: String
    /// The id of the SHOULD that asks for a refusal without effect.
    public var unchanged: String
    /// Where it is written.
    public var location: SourceLocation
}

/// What of a write's effect on records only a SHOULD asks for: a service may leave the value as it was.
///
/// It holds for records that share an id of the service with the request, until a later request to an action that says
/// something of the same member, and not this, makes the value certain again.
public struct EffectLeeway: Sendable {
    /// The id of the rule that says what should be, or of how much of it a MUST asks.
    public var rule: String
    /// The requests that it is about; every one when `nil`.
    public var request: Schema?
    /// The records that it is about.
    public var record: Schema
    /// From a record to the values that are uncertain.
    public var members: [JSONPointer]
    /// Whether only a request after the first one of this action to the same record is meant.
    public var isRepeated: Bool
    /// Where it is written.
    public var location: SourceLocation
}
