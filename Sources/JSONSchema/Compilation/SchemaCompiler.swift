import JSON

/// Turns schemas into nodes, each schema once, starting from one and following every schema and reference inside it.
///
/// A class, because the keywords of one schema all hand it their subschemas. It works through a list and not by recursion,
/// so that neither deep schemas nor long chains of references use up the stack.
final class SchemaCompiler {
    let options: SchemaOptions
    private var index: ResourceIndex
    private var nodes: [SchemaNode?] = []
    private var steps: [[String]] = []
    private var places: [SchemaLocation: Int] = [:]
    private var pending: [(value: JSONValue, location: SchemaLocation, index: Int)] = []
    private var dialects: [ExactString: Dialect] = [:]
    private var resourceNumbers: [ExactString: Int] = [:]
    private var resourceNames: [ExactString] = []
    /// The plain names that `$dynamicRef` keywords refer to.
    private var dynamicNames: Set<ExactString> = []
    private var warnings: [SchemaWarning] = []

    init(index: ResourceIndex, options: SchemaOptions) {
        self.index = index
        self.options = options
    }

    /// Compiles the schema that a URI leads to.
    func compile(_ uri: URIReference) throws(SchemaError) -> (program: SchemaProgram, source: JSONValue) {
        guard let (location, value) = try find(uri) else {
            throw SchemaError(.unresolvableReference(uri.text, known: index.registered), at: uri.text)
        }
        let root = try subschema(value, at: location, steps: [])
        var dynamicAnchors: [Int: [ExactString: Subschema]] = [:]
        var scanned = 0
        var scannedNames: Set<ExactString> = []
        // A dynamic anchor can be reached without being named, so long as its resource can; to compile one may reach more.
        repeat {
            try compilePending()
            if scannedNames != dynamicNames {
                scannedNames = dynamicNames
                scanned = 0
            }
            while scanned < resourceNames.count {
                dynamicAnchors[scanned] = try anchors(of: resourceNames[scanned])
                scanned += 1
            }
        } while !pending.isEmpty || scannedNames != dynamicNames || scanned < resourceNames.count
        let program = SchemaProgram(
            nodes: nodes.compactMap { $0 },
            steps: steps,
            root: root,
            location: location,
            dynamicAnchors: dynamicNames.isEmpty ? [:] : dynamicAnchors,
            options: options,
            warnings: warnings
        )
        try program.refuseLoops()
        return (program, value)
    }

    /// The node of a schema, made now or found.
    func subschema(
        _ value: JSONValue,
        at location: SchemaLocation,
        steps: [String]
    ) throws(SchemaError) -> Subschema {
        var location = location
        if let inner = index.resource(at: location.resource)?.embedded[location.pointer] {
            location = SchemaLocation(resource: inner, pointer: JSONPointer())
        }
        switch value {
        case .object, .bool:
            break
        default:
            throw SchemaError(.notASchema(found: value.excerpt), at: location.text)
        }
        let place = places[location] ?? nodes.count
        if place == nodes.count {
            nodes.append(nil)
            places[location] = place
            pending.append((value, location, place))
        }
        self.steps.append(steps)
        return Subschema(index: place, steps: self.steps.count - 1, verdict: value.boolValue)
    }

    /// The schema that a reference, found at a location, leads to.
    func reference(
        _ text: String,
        from location: SchemaLocation,
        keyword: String
    ) throws(SchemaError) -> CompiledReference {
        let uri = URIReference(text).resolved(against: URIReference(location.resource.string))
        guard let (target, value) = try find(uri) else {
            throw SchemaError(
                .unresolvableReference(uri.text, known: index.registered),
                at: location.appending(keyword).text
            )
        }
        var dynamicName: ExactString?
        if let name = uri.fragment?.percentDecoded.map({ ExactString($0) }),
            index.resource(at: target.resource)?.dynamicAnchors[name] == target.pointer
        {
            dynamicName = name
        }
        return CompiledReference(
            subschema: try subschema(value, at: target, steps: [keyword]),
            dynamicName: dynamicName
        )
    }

    /// Records that a name is resolved in the dynamic scope, so that its possible targets are compiled.
    func useDynamicName(_ name: ExactString) {
        dynamicNames.insert(name)
    }

    /// Records a keyword that compiles and checks nothing.
    func warn(_ kind: SchemaWarning.Kind, at location: String) {
        warnings.append(SchemaWarning(kind: kind, location: location))
    }

    /// Whether a resource gives a dynamic anchor of that name.
    func hasDynamicAnchor(_ name: ExactString, in resource: ExactString) -> Bool {
        index.resource(at: resource)?.dynamicAnchors[name] != nil
    }

    private func find(_ uri: URIReference) throws(SchemaError) -> (
        location: SchemaLocation, value: JSONValue
    )? {
        let document = ExactString(uri.withoutFragment.text)
        guard let resource = index.resource(at: document) else { return nil }
        guard let fragment = (uri.fragment ?? "").percentDecoded else { return nil }
        if let pointer = try? JSONPointer(fragment) {
            return try index.locate(pointer, in: resource.uri)
        }
        guard let pointer = resource.anchors[ExactString(fragment)] else { return nil }
        return try index.locate(pointer, in: resource.uri)
    }

    private func anchors(of resource: ExactString) throws(SchemaError) -> [ExactString: Subschema] {
        var anchors: [ExactString: Subschema] = [:]
        for (name, pointer) in index.resource(at: resource)?.dynamicAnchors ?? [:]
        where dynamicNames.contains(name) {
            guard let (location, value) = try index.locate(pointer, in: resource) else { continue }
            anchors[name] = try subschema(value, at: location, steps: [])
        }
        return anchors
    }
}

// MARK: - One schema

extension SchemaCompiler {
    private func compilePending() throws(SchemaError) {
        while let (value, location, place) = pending.popLast() {
            nodes[place] = try node(value, at: location)
        }
    }

    private func node(_ value: JSONValue, at location: SchemaLocation) throws(SchemaError) -> SchemaNode {
        let resource = number(of: location.resource)
        guard case .object(let schema) = value else {
            return SchemaNode(verdict: value.boolValue, location: location, resource: resource)
        }
        let dialect = try dialect(of: location.resource)
        var keywords: [(stage: EvaluationStage, keyword: any AnyKeyword)] = []
        var annotations: [JSONMember] = []
        let isAlone = dialect.isReferenceAlone && schema["$ref"] != nil
        for member in schema where !isAlone || member.name == "$ref" {
            guard let definition = dialect.keywords[ExactString(member.name)] else {
                annotations.append(member)
                continue
            }
            let context = KeywordContext(
                name: member.name,
                value: member.value,
                schema: schema,
                location: location,
                dialect: dialect,
                compiler: self
            )
            switch try definition.compile(context) {
            case .node(let node):
                keywords.append((definition.stage, node.bound(to: member.name)))
            case .annotation: annotations.append(member)
            case .nothing: break
            }
        }
        // The sort keeps the order of keywords of one stage.
        keywords.sort { $0.stage < $1.stage }
        return SchemaNode(
            keywords: keywords.map(\.keyword),
            annotations: annotations.filter { options.collects($0.name) },
            tracksEvaluated: keywords.last?.stage == .unevaluated,
            location: location,
            resource: resource
        )
    }

    private func number(of resource: ExactString) -> Int {
        if let number = resourceNumbers[resource] { return number }
        resourceNames.append(resource)
        resourceNumbers[resource] = resourceNames.count - 1
        return resourceNames.count - 1
    }

    /// The dialect of a resource: the one it names, else its parent's, else 2020-12.
    private func dialect(of uri: ExactString) throws(SchemaError) -> Dialect {
        if let dialect = dialects[uri] { return dialect }
        let dialect = try findDialect(of: uri)
        dialects[uri] = dialect
        return dialect
    }

    private func findDialect(of uri: ExactString) throws(SchemaError) -> Dialect {
        guard let resource = index.resource(at: uri) else { return .draft202012 }
        guard let metaSchema = resource.metaSchema else {
            let parent = index.resources.values.first { $0.embedded.values.contains(uri) }
            guard let parent else { return .draft202012 }
            return try dialect(of: parent.uri)
        }
        let name = ExactString(URIReference(metaSchema).withoutEmptyFragment.text)
        if let dialect = Dialect.standard[name] { return dialect }
        if let document = index.resource(at: name) { return try Dialect(metaSchema: document) }
        // A relative `$schema` is meant for editors; the specification requires an absolute URI (Core, section 8.1.1).
        guard let given = resource.value["$schema"]?.stringValue, URIReference(given).isAbsolute else {
            return .draft202012
        }
        let location = SchemaLocation(resource: uri, pointer: JSONPointer(tokens: ["$schema"]))
        let known = Dialect.standard.keys.sorted().map(\.string)
        throw SchemaError(.unknownDialect(metaSchema, known: known), at: location.text)
    }
}

/// Returns the target of a reference.
struct CompiledReference: Sendable {
    /// The schema.
    let subschema: Subschema
    /// The plain name of the `$dynamicAnchor` by which it was reached, if it was.
    let dynamicName: ExactString?
}
