/// The names and habits of a service that are the same in all its actions; annotations of schemas come before them.
public struct Conventions: Sendable, Hashable {
    /// The argument that says how many elements a list has at most.
    public var limit: String?
    /// The argument that asks for the page that a cursor names.
    public var cursor: String?
    /// The member of an answer that is the cursor of the next page.
    public var nextCursor: String?
    /// The argument that asks for newer elements only.
    public var since: String?
    /// Whether the mock's answers to reads carry entity tags, and conditional reads are answered 304 (RFC 9110, section 13);
    /// `true` unless the service says otherwise.
    public var entityTags: Bool
    /// Whether an answer names its next page in a `Link` header (RFC 8288).
    public var link: Bool

    /// Creates conventions.
    ///
    /// - Parameters:
    ///   - limit: The argument that says how many elements a list has at most.
    ///   - cursor: The argument that asks for the page that a cursor names.
    ///   - nextCursor: The member of an answer that is the cursor of the next page.
    ///   - since: The argument that asks for newer elements only.
    ///   - entityTags: Whether answers carry entity tags.
    ///   - link: Whether an answer names its next page in a `Link` header.
    public init(
        limit: String? = nil,
        cursor: String? = nil,
        nextCursor: String? = nil,
        since: String? = nil,
        entityTags: Bool = true,
        link: Bool = false
    ) {
        self.limit = limit
        self.cursor = cursor
        self.nextCursor = nextCursor
        self.since = since
        self.entityTags = entityTags
        self.link = link
    }
}
