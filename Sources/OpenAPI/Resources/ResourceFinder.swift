import Contracts
import JSON

/// Finds the resources of a description: collections with a path for each of their items.
struct ResourceFinder {
    let facts: SchemaFacts
    let operations: [Operation]
    var notes: Notes
    private(set) var resources: [Resource] = []
    private var places: [[String]: [String: Int]] = [:]
    private var tables = UniqueNames()

    init(facts: SchemaFacts, operations: [Operation], notes: Notes) {
        self.facts = facts
        self.operations = operations
        self.notes = notes
        for (index, operation) in operations.enumerated() {
            places[operation.path.shape, default: [:]][operation.method] = index
        }
    }

    /// Finds all resources, those whose paths are shortest first.
    mutating func run() {
        let items = operations.map(\.path).filter(\.isItem)
        var seen: Set<[String]> = []
        for item in items.sorted(by: { $0.segments.count < $1.segments.count })
        where seen.insert(item.shape).inserted {
            find(item)
        }
        findSubLists()
        keepCreated()
    }

    private mutating func find(_ item: PathTemplate) {
        guard let collection = item.first(item.segments.count - 1) else { return }
        let methods = places[item.shape] ?? [:]
        let above = places[collection.shape] ?? [:]
        let read = methods["GET"]
        let candidates = [read, methods["PUT"], methods["PATCH"], above["POST"]].compactMap { $0 }
        let listed = above["GET"].flatMap { elements(of: operations[$0]) }
        // A read alone is no collection, and a collection that nothing reads cannot be seen.
        guard read != nil || listed != nil, above["GET"] != nil || above["POST"] != nil || methods.count > 1
        else {
            return
        }
        let schemas =
            candidates.compactMap { operations[$0].successSchema.map(facts.target) }
            + [listed].compactMap { $0 }
        guard case .literal(let name)? = collection.segments.last, let parameter = item.arguments.last else {
            return
        }
        for schema in schemas {
            for record in [schema] + envelope(schema) where !facts.types(record).contains("array") {
                guard let key = key(of: record, parameter: parameter, words: Words(name)) else { continue }
                var resource = Resource(
                    words: Words(name),
                    table: table(name),
                    path: collection,
                    record: record,
                    key: key,
                    isNumeric: facts.types(key.node).contains("integer")
                )
                resource.list = listed == nil ? nil : above["GET"]
                resource.create = above["POST"]
                resource.read = read
                resource.replace = methods["PUT"]
                resource.patch = methods["PATCH"]
                resource.delete = methods["DELETE"]
                resource.scopes = scopes(of: collection, record: record)
                resource.keyMaker = keyMaker(resource)
                resources.append(resource)
                return
            }
        }
        guard let place = read ?? above["GET"] else { return }
        notes.omitted(
            at: operations[place].node.location,
            "'\(item.text { "{\($0)}" })' looks like a resource, but no answer shows which member is '\(parameter)': "
                + "it is answered from examples and schemas",
            "describe a member 'id' of the record, or give the actions behaviours by hand"
        )
    }

    /// The objects that the members of an object are, for answers such as `{"data": {...}}`.
    private func envelope(_ schema: DocumentNode) -> [DocumentNode] {
        let objects = facts.properties(schema).map(\.node).filter { facts.types($0) == ["object"] }
        return objects.count == 1 ? [facts.target(objects[0])] : []
    }

    /// The schema of the elements that a list's answer shows.
    private func elements(of operation: Operation) -> DocumentNode? {
        guard let schema = operation.successSchema else { return nil }
        if let items = facts.items(schema) { return facts.target(items) }
        let lists = facts.properties(schema).compactMap { facts.items($0.node) }.filter { facts.isObject($0) }
        return lists.first.map(facts.target)
    }

    // MARK: Keys

    private func key(of record: DocumentNode, parameter: String, words: Words) -> SchemaFacts.Property? {
        let properties = facts.shown(record)
        let one = words.singular.compared
        let wanted: [(String) -> Bool] = [
            { $0 == parameter },
            { Words($0).compared == Words(parameter).compared },
            { Words($0).compared == one + "id" },
            { ["id", "_id", "uuid"].contains($0.lowercased()) },
        ]
        for matches in wanted {
            guard let found = properties.first(where: { matches($0.name) }) else { continue }
            let types = facts.types(found.node)
            if types == ["string"] || types == ["integer"] || types.isEmpty { return found }
        }
        return nil
    }

    private func keyMaker(_ resource: Resource) -> Resource.KeyMaker {
        guard let create = resource.create else { return resource.replace == nil ? .service : .client }
        guard let schema = operations[create].body?.schema else { return .service }
        let isRequired = facts.required(schema).contains(resource.key.name)
        let property = facts.properties(schema).first { $0.name == resource.key.name }
        return isRequired && property.map { !facts.isMarked("readOnly", $0.node) } ?? false
            ? .client : .service
    }

    // MARK: Parents

    private func scopes(of path: PathTemplate, record: DocumentNode) -> [Resource.Scope] {
        var scopes: [Resource.Scope] = []
        for (index, segment) in path.segments.enumerated() {
            guard case .argument(let name, _, _) = segment else { continue }
            let before = Array(path.shape.prefix(index))
            let parent = resources.firstIndex { $0.path.shape == before }
            scopes.append(scope(name, parent: parent, record: record))
        }
        return scopes
    }

    private func scope(_ parameter: String, parent: Int?, record: DocumentNode) -> Resource.Scope {
        let known = member(for: parameter, parent: parent, of: record)
        return Resource.Scope(
            attribute: known?.name ?? attribute(parameter, parent: parent, record: record),
            isHidden: known == nil,
            parent: parent,
            schema: known?.node ?? parent.map { resources[$0].key.node }
        )
    }

    /// The member of a record that holds a parent's key.
    private func member(for parameter: String, parent: Int?, of record: DocumentNode) -> SchemaFacts.Property?
    {
        let one = parent.map { resources[$0].words.singular.compared }
        let names = [Words(parameter).compared, one.map { $0 + "id" }].compactMap { $0 }.filter { $0 != "id" }
        return facts.shown(record).first { property in
            let types = facts.types(property.node)
            return names.contains(Words(property.name).compared)
                && (types == ["string"] || types == ["integer"])
        }
    }

    /// The name of the attribute for a parent's key that records do not show.
    private func attribute(_ parameter: String, parent: Int?, record: DocumentNode) -> String {
        let taken = Set(facts.properties(record).map(\.name))
        var name =
            parent.map { resources[$0].words.singular.joined("_") + "_id" } ?? Words(parameter).joined("_")
        while taken.contains(name) { name = "parent_\(name)" }
        return name
    }

    // MARK: Lists of one parent's records

    /// Finds lists such as `/users/{id}/orders` whose items have a path elsewhere.
    private mutating func findSubLists() {
        let used = Set(resources.flatMap(\.operations))
        for (shape, methods) in places.sorted(by: {
            $0.key.joined(separator: "/") < $1.key.joined(separator: "/")
        }) {
            guard shape.count >= 3, shape.last != "{}", shape[shape.count - 2] == "{}",
                let list = methods["GET"], !used.contains(list),
                let element = elements(of: operations[list])
            else { continue }
            let path = operations[list].path
            guard let resource = resources.firstIndex(where: { $0.record.location == element.location }),
                let parent = resources.firstIndex(where: { $0.path.shape == Array(shape.dropLast(2)) }),
                resources[parent].scopes.isEmpty, let parameter = path.arguments.last,
                path.arguments.count == 1
            else { continue }
            let scope = scope(parameter, parent: parent, record: element)
            guard !scope.isHidden else { continue }
            resources[resource].subLists.append(
                Resource.SubList(scope: scope, list: list, create: methods["POST"])
            )
        }
    }

    /// Keeps the resources whose records something creates: of others a mock would never have one.
    private mutating func keepCreated() {
        let kept = resources.indices.filter { place in
            let resource = resources[place]
            guard let obstacle = obstacle(to: resource) else { return true }
            if let first = resource.operations.first {
                notes.omitted(
                    at: operations[first].node.location,
                    "'\(resource.words.joined("-"))' are not kept in a table, as \(obstacle): "
                        + "their actions are answered from examples and schemas",
                    "give the actions behaviours by hand"
                )
            }
            return false
        }
        let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($0.element, $0.offset) })
        resources = kept.map { place in
            var resource = resources[place]
            for index in resource.scopes.indices {
                resource.scopes[index].parent = resource.scopes[index].parent.flatMap { places[$0] }
            }
            for index in resource.subLists.indices {
                resource.subLists[index].scope.parent = resource.subLists[index].scope.parent.flatMap {
                    places[$0]
                }
            }
            return resource
        }
    }

    /// Why no mock can keep the records of a resource so that its verification passes; `nil` where it can.
    private func obstacle(to resource: Resource) -> String? {
        if resource.creators.isEmpty { return "nothing creates them" }
        guard resource.keyMaker == .client else { return nil }
        let parameters = resource.operations.compactMap { index in
            operations[index].parameters.last { $0.place == .path }?.schema
        }
        // Whoever verifies a service makes ids of his own, to work beside others.
        let isFixed = ([resource.key.node] + parameters).contains { schema in
            ["pattern", "format", "enum", "const"].contains { facts.keyword($0, of: schema) != nil }
                || facts.keyword("maxLength", of: schema)?.value.intValue.map { $0 < 64 } ?? false
        }
        return resource.isNumeric || isFixed
            ? "clients make their ids '\(resource.key.name)', and the form of these leaves no room for those of a test run"
            : nil
    }

    // MARK: Tables

    private mutating func table(_ name: String) -> String {
        var base = Words(name).capitalized
        if base.count < 3 { base += "Table" }
        return tables.name(base, separator: "")
    }
}
