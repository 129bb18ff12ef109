/// A keyword of a schema that compiles and yet checks nothing, as ``Schema/warnings`` lists it.
public struct SchemaWarning: Sendable, Hashable {
    /// The problem.
    public enum Kind: Sendable, Hashable {
        /// `format` names a format that JSON Schema does not define, so that no text is ever checked against it.
        case unknownFormat(String)
    }

    /// The problem.
    public let kind: Kind
    /// The address of the keyword: the URI of its schema resource, and a JSON Pointer from there as fragment.
    public let location: String
}
