import JSON

/// All schema resources that are known, by URI: what a reference can lead to.
///
/// A document is searched once for identifiers, when it is added. Only places of schemas are searched, so that an `$id`
/// inside an `enum` or an unknown keyword is data.
struct ResourceIndex: Sendable {
    /// The resources by canonical URI.
    private(set) var resources: [ExactString: SchemaResource] = [:]
    /// The URIs under which documents were registered that name themselves otherwise.
    private var aliases: [ExactString: ExactString] = [:]

    /// The URIs that can be referred to, in order.
    var known: [String] {
        (Array(resources.keys) + aliases.keys).sorted().map(\.string)
    }

    /// The registered documents without the built-in ones, for suggestions about a wrong reference.
    var registered: [String] {
        let builtIn = Set(MetaSchemas.index.known)
        return known.filter { !builtIn.contains($0) }
    }

    /// The resource at a URI without a fragment.
    func resource(at uri: ExactString) -> SchemaResource? {
        resources[uri] ?? aliases[uri].flatMap { resources[$0] }
    }

    /// Adds a document under the URI where it would be found.
    ///
    /// - Parameters:
    ///   - document: The document, a schema or something that holds schemas.
    ///   - uri: Where it would be found.
    ///   - replacing: Whether the document takes the place of others of the same identifier.
    /// - Returns: The location of its root.
    /// - Throws: ``SchemaError`` when identifiers are malformed or taken.
    mutating func add(
        _ document: JSONValue,
        at uri: URIReference,
        replacing: Bool
    ) throws(SchemaError) -> SchemaLocation {
        let retrieval = ExactString(uri.withoutFragment.text)
        let (root, changes) = try resources(in: document, at: uri.withoutFragment, replacing: replacing)
        take(changes)
        if root != retrieval { aliases[retrieval] = root }
        return SchemaLocation(resource: root, pointer: JSONPointer())
    }

    /// Follows a pointer from a resource's root into the resource that holds the value there.
    ///
    /// A place that no keyword makes a schema (`"#/request/body"` of a contract file) becomes one by being referred to.
    mutating func locate(
        _ pointer: JSONPointer,
        in uri: ExactString
    ) throws(SchemaError) -> (location: SchemaLocation, value: JSONValue)? {
        guard var resource = resource(at: uri) else { return nil }
        var place = JSONPointer()
        var value = resource.value
        for token in pointer.tokens {
            guard let next = value[JSONPointer(tokens: [token])] else { return nil }
            value = next
            place = place.appending(token)
            if let inner = resource.embedded[place].flatMap({ resources[$0] }) {
                resource = inner
                place = JSONPointer()
            }
        }
        if !resource.schemas.contains(place) {
            take(try resources(below: value, at: SchemaLocation(resource: resource.uri, pointer: place)))
            if let inner = self.resource(at: resource.uri)?.embedded[place] {
                return (SchemaLocation(resource: inner, pointer: JSONPointer()), value)
            }
        }
        return (SchemaLocation(resource: resource.uri, pointer: place), value)
    }

    // What a walk changes is taken once it has ended: to change the index itself would copy all of it, for each document.

    private func resources(
        in document: JSONValue,
        at uri: URIReference,
        replacing: Bool
    ) throws(SchemaError) -> (root: ExactString, changes: [ExactString: SchemaResource]) {
        var walk = IndexWalk(index: self, replacing: replacing)
        let root = try walk.addResource(document, at: uri)
        try walk.finish()
        return (root, walk.changes)
    }

    private func resources(
        below value: JSONValue,
        at location: SchemaLocation
    ) throws(SchemaError) -> [ExactString: SchemaResource] {
        var walk = IndexWalk(index: self, replacing: false)
        walk.enter(value, at: location)
        try walk.finish()
        return walk.changes
    }

    private mutating func take(_ changes: [ExactString: SchemaResource]) {
        for (uri, resource) in changes { resources[uri] = resource }
    }
}

/// Traverses a document's schemas and adds their identifiers; a work list instead of recursion, because
/// a document may be deep.
private struct IndexWalk {
    private let index: ResourceIndex
    private let replacing: Bool
    /// The resources that are new, or not as they are in the index.
    private(set) var changes: [ExactString: SchemaResource] = [:]
    private var pending: [(value: JSONValue, location: SchemaLocation)] = []
    /// The resources that this walk has entered: these are never replaced.
    private var entered: Set<ExactString> = []

    init(index: ResourceIndex, replacing: Bool) {
        self.index = index
        self.replacing = replacing
    }

    /// Processes the work list.
    mutating func finish() throws(SchemaError) {
        while let (value, location) = pending.popLast() {
            try visit(value, at: location)
        }
    }

    mutating func enter(_ value: JSONValue, at location: SchemaLocation) {
        pending.append((value, location))
    }

    /// Enters a schema with an identifier, or the root of a document, and returns its canonical URI.
    mutating func addResource(_ value: JSONValue, at base: URIReference) throws(SchemaError) -> ExactString {
        var uri = base
        if let identifier = value.ownIdentifier {
            uri = URIReference(identifier).resolved(against: base)
            if let fragment = uri.fragment, !fragment.isEmpty {
                throw SchemaError(
                    .invalidKeyword(
                        "$id",
                        expected: "a URI without a fragment",
                        found: JSONValue.string(identifier).excerpt
                    ),
                    at: "\(base.text)#/$id"
                )
            }
            uri = uri.withoutFragment
        }
        let key = ExactString(uri.text)
        let isNew = entered.insert(key).inserted
        if let other = resource(key), !(replacing && isNew), other.value != value {
            throw SchemaError(.duplicateIdentifier(uri.text, first: "\(other.uri)#"), at: "\(base.text)#")
        }
        var resource = SchemaResource(uri: key, value: value)
        resource.metaSchema = value["$schema"]?.stringValue.map {
            URIReference($0).resolved(against: uri).text
        }
        changes[key] = resource
        enter(value, at: SchemaLocation(resource: key, pointer: JSONPointer()))
        return key
    }

    private func resource(_ uri: ExactString) -> SchemaResource? { changes[uri] ?? index.resources[uri] }

    private mutating func update(_ uri: ExactString, _ change: (inout SchemaResource) -> Void) {
        if changes[uri] == nil { changes[uri] = index.resources[uri] }
        guard changes[uri] != nil else { return }
        change(&changes[uri, default: SchemaResource(uri: uri, value: true)])
    }

    private mutating func visit(_ value: JSONValue, at location: SchemaLocation) throws(SchemaError) {
        guard case .object(let schema) = value else { return }
        if !location.pointer.isRoot, value.ownIdentifier != nil {
            let base = URIReference(location.resource.string)
            let inner = try addResource(value, at: base)
            update(location.resource) {
                $0.embedded[location.pointer] = inner
                $0.schemas.insert(location.pointer)
            }
            return
        }
        update(location.resource) { $0.schemas.insert(location.pointer) }
        try enterAnchors(of: schema, at: location)
        let dialect = Dialect.forIndexing(resource(location.resource)?.metaSchema)
        for member in schema {
            guard let definition = dialect.keywords[ExactString(member.name)] else { continue }
            for (steps, subschema) in definition.subschemas.subschemas(of: member.value) {
                let place = JSONPointer(tokens: location.pointer.tokens + [member.name] + steps)
                enter(subschema, at: SchemaLocation(resource: location.resource, pointer: place))
            }
        }
    }

    private mutating func enterAnchors(of schema: JSONObject, at location: SchemaLocation) throws(SchemaError)
    {
        if let name = schema["$anchor"]?.stringValue {
            try enterAnchor(name, isDynamic: false, at: location)
        }
        if let name = schema["$dynamicAnchor"]?.stringValue {
            try enterAnchor(name, isDynamic: true, at: location)
        }
        if schema["$recursiveAnchor"] == true {
            try enterAnchor(RecursiveRef.anchor, isDynamic: true, at: location)
        }
        // Before 2019-09, an `$id` that is only a fragment was what `$anchor` is now.
        if let name = schema["$id"]?.stringValue, name.utf8.first == UInt8(ascii: "#"), name.utf8.count > 1 {
            try enterAnchor(String(name.unicodeScalars.dropFirst()), isDynamic: false, at: location)
        }
    }

    private mutating func enterAnchor(
        _ name: String,
        isDynamic: Bool,
        at location: SchemaLocation
    ) throws(SchemaError) {
        let key = ExactString(name)
        if let first = resource(location.resource)?.anchors[key], first != location.pointer {
            let other = SchemaLocation(resource: location.resource, pointer: first)
            throw SchemaError(.duplicateIdentifier("#\(name)", first: other.text), at: location.text)
        }
        update(location.resource) { resource in
            resource.anchors[key] = location.pointer
            if isDynamic { resource.dynamicAnchors[key] = location.pointer }
        }
    }
}

extension JSONValue {
    /// The `$id` of a schema, unless it only names an anchor (as before 2019-09).
    fileprivate var ownIdentifier: String? {
        guard let identifier = self["$id"]?.stringValue, identifier.utf8.first != UInt8(ascii: "#") else {
            return nil
        }
        return identifier
    }
}
