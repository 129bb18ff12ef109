public import JSON

/// The documents that schemas can refer to.
///
/// Nothing is ever fetched: what is not here does not exist.
///
/// The meta schemas of 2020-12 are always here. A document need not be a schema itself: any part of it can be compiled
/// or referred to by a JSON Pointer in the URI's fragment.
public struct SchemaRegistry: Sendable {
    private(set) var index: ResourceIndex
    /// The default options for compiling schemas.
    public var options: SchemaOptions

    /// Creates a registry that holds the meta schemas of 2020-12.
    public init(options: SchemaOptions = SchemaOptions()) {
        index = MetaSchemas.index
        self.options = options
    }

    /// The URIs of all documents and of the schemas with an `$id` inside them, in order.
    public var knownURIs: [String] { index.known }

    /// Adds a document under the URI by which references find it.
    ///
    /// Where the document has an `$id`, it can be referred to by that as well.
    /// - Throws: ``SchemaError`` when an identifier in it is malformed, or taken by another document.
    /// - Complexity: O(*n*) in the number of schemas in the document and of documents in the registry.
    public mutating func add(_ document: JSONValue, at uri: String) throws(SchemaError) {
        _ = try index.add(document, at: URIReference(uri), replacing: false)
    }

    /// Compiles a schema of the registry, with all that it refers to.
    ///
    /// - Parameters:
    ///   - uri: The address; a fragment is a JSON Pointer or an anchor's name.
    ///   - options: What the schema leaves open; the registry's own options when `nil`.
    /// - Returns: The schema, ready for instances.
    /// - Throws: ``SchemaError`` when the schema, or one that it refers to, is not right.
    public func compile(
        _ uri: String,
        options: SchemaOptions? = nil
    ) throws(SchemaError) -> Schema {
        let compiler = SchemaCompiler(index: index, options: options ?? self.options)
        let compiled = try compiler.compile(URIReference(uri))
        return Schema(compiled.program, source: compiled.source)
    }

    /// Compiles a schema that is not in the registry but may refer to what is.
    ///
    /// - Parameters:
    ///   - schema: The schema.
    ///   - uri: The address against which its references are resolved, unless it has an `$id`.
    ///   - options: What the schema leaves open; the registry's own options when `nil`.
    /// - Returns: The schema, ready for instances.
    /// - Throws: ``SchemaError`` when the schema, or one that it refers to, is not right.
    public func compile(
        _ schema: JSONValue,
        at uri: String = "urn:understudy:schema",
        options: SchemaOptions? = nil
    ) throws(SchemaError) -> Schema {
        var index = index
        let root = try index.add(schema, at: URIReference(uri), replacing: true)
        let compiler = SchemaCompiler(index: index, options: options ?? self.options)
        let compiled = try compiler.compile(URIReference(root.text))
        return Schema(compiled.program, source: compiled.source)
    }
}
