public import JSON
public import JSONSchema

/// What a service may do instead of a refusal that only a SHOULD requires: serve the request.
public struct StatusLeeway: Sendable {
    /// The status of the response when the request is served.
    public var status: Int
    /// The id of the SHOULD that requires the refusal.
    public var rule: String
    /// The id of the SHOULD that requires a refusal without effect.
    public var unchanged: String
    /// The location of the leeway.
    public var location: SourceLocation
}

/// The effect of a write on records that only a SHOULD requires: a service may leave the value unchanged.
///
/// It applies to records that share an id of the service with the request, until a later request to an action that determines
/// the same member, without leeway, makes the value certain again.
public struct EffectLeeway: Sendable {
    /// The id of the rule that requires the effect, or of the MUST that bounds it.
    public var rule: String
    /// The requests that it applies to; all when `nil`.
    public var request: Schema?
    /// The records that it applies to.
    public var record: Schema
    /// The pointers from a record to the uncertain values.
    public var members: [JSONPointer]
    /// Whether it applies only to requests after the first one of this action to the same record.
    public var isRepeated: Bool
    /// The location of the leeway.
    public var location: SourceLocation
}
