import JSON
import Synchronization

/// A schema on the way to an instance: where it is, and how it was reached.
struct SchemaPlace: Sendable {
    /// The schema as written.
    let value: JSONValue
    /// The location.
    let location: SchemaLocation
    /// The way to it through the schemas, references included.
    let path: [String]
    /// The schema resources on that way, for `$dynamicRef`.
    let scope: [ExactString]
    /// Whether an instance must not satisfy it.
    var isNegated = false

    /// The same schema, to be violated where it was to be satisfied.
    var negated: SchemaPlace {
        var copy = self
        copy.isNegated.toggle()
        return copy
    }
}

/// Finds the schemas inside schemas, and those that they refer to.
struct SchemaResolver: Sendable {
    private var index: ResourceIndex
    private let known = ReferenceCache()
    /// The schemas that a whole instance has to satisfy.
    private(set) var roots: [SchemaPlace] = []

    init(_ schemas: [Schema], _ registry: SchemaRegistry) {
        index = registry.index
        for (number, schema) in schemas.enumerated() {
            let uri = URIReference(schema.location)
            let name = ExactString(uri.withoutFragment.text)
            if index.resource(at: name) == nil {
                // The schema was compiled, so that nothing can be wrong with its identifiers.
                _ = try? index.add(schema.source, at: uri.withoutFragment, replacing: true)
            }
            guard let pointer = try? JSONPointer((uri.fragment ?? "").percentDecoded ?? ""),
                let found = try? index.locate(pointer, in: name)
            else { continue }
            // The first schema's keywords are named as its own output names them; the others' never are.
            let path = number == 0 ? [] : ["(\(number))"]
            roots.append(place(found.value, at: found.location, path: path, scope: []))
        }
    }

    /// A schema below another.
    func child(_ value: JSONValue, of place: SchemaPlace, _ steps: String...) -> SchemaPlace {
        child(value, of: place, steps)
    }

    /// A schema below another.
    func child(_ value: JSONValue, of place: SchemaPlace, _ steps: [String]) -> SchemaPlace {
        var location = SchemaLocation(
            resource: place.location.resource,
            pointer: JSONPointer(tokens: place.location.pointer.tokens + steps)
        )
        if let inner = index.resource(at: location.resource)?.embedded[location.pointer] {
            location = SchemaLocation(resource: inner, pointer: JSONPointer())
        }
        return self.place(value, at: location, path: place.path + steps, scope: place.scope)
    }

    /// The schema that a `$ref` or `$dynamicRef` leads to.
    mutating func target(of reference: String, _ keyword: String, in place: SchemaPlace) -> SchemaPlace? {
        // A `$dynamicRef` leads elsewhere from elsewhere; a `$ref` in a resource always to the same place.
        let key = ReferenceCache.Reference(from: place.location.resource, text: ExactString(reference))
        if keyword == "$ref", let (location, value) = known.target(of: key) {
            return self.place(value, at: location, path: place.path + [keyword], scope: place.scope)
        }
        guard let target = look(for: reference, keyword, in: place) else { return nil }
        if keyword == "$ref" { known.remember(target, for: key) }
        return target
    }

    private mutating func look(for reference: String, _ keyword: String, in place: SchemaPlace)
        -> SchemaPlace?
    {
        let uri = URIReference(reference).resolved(against: URIReference(place.location.resource.string))
        guard let resource = index.resource(at: ExactString(uri.withoutFragment.text)),
            let fragment = (uri.fragment ?? "").percentDecoded
        else { return nil }
        let path = place.path + [keyword]
        var holder = resource.uri
        let pointer: JSONPointer
        if let written = try? JSONPointer(fragment) {
            pointer = written
        } else {
            let name = ExactString(fragment)
            guard let anchor = resource.anchors[name] else { return nil }
            pointer = anchor
            if keyword == "$dynamicRef", resource.dynamicAnchors[name] != nil,
                let outermost = place.scope.first(where: {
                    index.resource(at: $0)?.dynamicAnchors[name] != nil
                }),
                let dynamic = index.resource(at: outermost)?.dynamicAnchors[name]
            {
                holder = outermost
                guard let found = try? index.locate(dynamic, in: holder) else { return nil }
                return self.place(found.value, at: found.location, path: path, scope: place.scope)
            }
        }
        guard let found = try? index.locate(pointer, in: holder) else { return nil }
        return self.place(found.value, at: found.location, path: path, scope: place.scope)
    }

    private func place(
        _ value: JSONValue,
        at location: SchemaLocation,
        path: [String],
        scope: [ExactString]
    ) -> SchemaPlace {
        let isNew = scope.last != location.resource
        return SchemaPlace(
            value: value,
            location: location,
            path: path,
            scope: isNew ? scope + [location.resource] : scope
        )
    }
}

/// The targets of references, cached for every instance: resolving a URI takes longer than generating a short text.
private final class ReferenceCache: Sendable {
    /// A reference in a schema resource.
    struct Reference: Hashable {
        let from: ExactString
        let text: ExactString
    }

    private let targets = Mutex<[Reference: (location: SchemaLocation, value: JSONValue)]>([:])

    func target(of reference: Reference) -> (location: SchemaLocation, value: JSONValue)? {
        targets.withLock { $0[reference] }
    }

    func remember(_ target: SchemaPlace, for reference: Reference) {
        targets.withLock { $0[reference] = (target.location, target.value) }
    }
}
