import JSON

/// One compiled schema.
///
/// A class, so that entering a schema costs no more than one count of references.
final class SchemaNode: Sendable {
    /// The result of a boolean schema for every instance.
    let verdict: Bool?
    /// The keywords to evaluate, in the order of their stages.
    let keywords: [any AnyKeyword]
    /// The members that are annotations only.
    let annotations: [JSONMember]
    /// Whether a keyword needs the members and items that the others have evaluated.
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
