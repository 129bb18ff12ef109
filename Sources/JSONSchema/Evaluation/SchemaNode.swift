import JSON

/// One compiled schema.
///
/// A class, so that entering a schema costs no more than one count of references.
final class SchemaNode: Sendable {
    /// What a boolean schema says of every instance.
    let verdict: Bool?
    /// The keywords to evaluate, in the order of their stages.
    let keywords: [any AnyKeyword]
    /// The members that say something without deciding anything.
    let annotations: [JSONMember]
    /// Whether a keyword needs to know which members and items the others have looked at.
    let tracksEvaluated: Bool
    /// The location of the schema.
    let location: SchemaLocation
    /// The number of its schema resource, which names it in the dynamic scope.
    let resource: Int

    init(
        verdict: Bool? = nil,
        keywords: [any AnyKeyword] = [],
        annotations: [JSONMember] = [],
        tracksEvaluated: Bool = false,
        location: SchemaLocation,
        resource: Int
    ) {
        self.verdict = verdict
        self.keywords = keywords
        self.annotations = annotations
        self.tracksEvaluated = tracksEvaluated
        self.location = location
        self.resource = resource
    }
}
