import JSON

/// Works out the shapes of a behaviour's values.
struct BehaviourShapes {
    let contract: Contract
    let declared: DeclaredShapes

    /// Returns the shape of a table's records.
    func record(of table: TableContract) -> ValueShape {
        declared.shape(at: [table.location.appending("record")])
    }

    /// Returns the shapes of an action's arguments by name.
    func arguments(of action: Action) -> [(name: String, shape: ValueShape)] {
        let request = declared.shape(at: [action.requestLocation])
        let sent = declared.names(of: request).sorted().compactMap { name in
            declared.member(name.string, of: request).map { (name.string, $0) }
        }
        // What the service takes from a token is always there.
        let claimed = action.claimNames.map { ($0, ValueShape()) }
        return sent + claimed
    }

    /// Returns the shape of a value.
    ///
    /// - Complexity: O(*n*) in the size of the value.
    func shape(of value: BehaviourValue, in scope: BehaviourScope) -> ValueShape {
        switch value.kind {
        case .constant(let constant): return ValueShape(constant: constant)
        case .reference(let reference): return shape(of: reference, in: scope)
        case .text(let parts):
            let isOptional = parts.contains { part in
                if case .reference(let reference) = part {
                    shape(of: reference, in: scope).isOptional
                } else {
                    false
                }
            }
            return ValueShape(types: ["string"], isOptional: isOptional)
        case .object(let members):
            return ValueShape(
                types: ["object"],
                .object(members.map { ($0.name, shape(of: $0.value, in: scope)) })
            )
        case .array(let elements):
            guard !elements.isEmpty else { return ValueShape(types: ["array"]) }
            return ValueShape(types: ["array"], .array(.either(elements.map { shape(of: $0, in: scope) })))
        case .function(let function): return shape(of: function, in: scope)
        }
    }

    /// Returns the shape of what a reference leads to.
    func shape(of reference: BehaviourReference, in scope: BehaviourScope) -> ValueShape {
        guard let binding = scope[reference.name] else {
            return reference.name == BehaviourReference.now
                ? ValueShape(types: ["number", "string"]) : .unknown
        }
        var shape = binding.shape
        for token in reference.pointer.tokens {
            // That there is no such member is reported where behaviours are compiled.
            guard let member = declared.member(token, of: shape) else { return .unknown }
            shape = member
        }
        return shape
    }

    private func shape(of function: BehaviourFunction, in scope: BehaviourScope) -> ValueShape {
        switch function {
        case .first(let values):
            let shapes = values.map { shape(of: $0, in: scope) }
            var result = ValueShape.either(shapes.map(\.present))
            result.types = shapes.reduce(into: Set()) { $0.formUnion($1.types) }
            let isAlwaysThere = shapes.contains { !$0.isOptional && !$0.types.contains("null") }
            if isAlwaysThere { result.types.remove("null") }
            result.isOptional = !isAlwaysThere
            return result
        case .choice(let choice):
            var shapes = choice.cases.map { shape(of: $0.value, in: scope) }
            if let otherwise = choice.otherwise { shapes.append(shape(of: otherwise, in: scope)) }
            let result = ValueShape.either(shapes)
            return choice.otherwise == nil ? result.optional : result
        case .merge(let values): return merged(values.map { shape(of: $0, in: scope) })
        case .count, .sum, .negative: return ValueShape(types: ["number"])
        case .project(let project): return projected(shape(of: project.value, in: scope), project)
        case .list(let list):
            guard let table = contract.table(named: list.table) else { return ValueShape(types: ["array"]) }
            let record = record(of: table)
            guard let names = list.projection else { return ValueShape(types: ["array"], .array(record)) }
            return ValueShape(types: ["array"], .array(selected(record) { names.contains($0) }))
        case .prefix(let prefix):
            return ValueShape(types: ["string"], isOptional: shape(of: prefix.text, in: scope).isOptional)
        case .now(let now):
            return ValueShape(
                types: now.unit == nil
                    ? ["number", "string"] : now.unit == .rfc3339 ? ["string"] : ["number"]
            )
        case .literal(let value): return ValueShape(constant: value)
        }
    }

    private func projected(_ shape: ValueShape, _ project: ProjectFunction) -> ValueShape {
        let isKept: (String) -> Bool = { name in
            project.members?.contains(name) ?? true && !project.without.contains(name)
        }
        if case .array(let element) = shape.content {
            return ValueShape(
                types: shape.types,
                isOptional: shape.isOptional,
                .array(selected(element, isKept))
            )
        }
        return selected(shape, isKept)
    }

    /// Returns the shape of an object with some of its members.
    private func selected(_ shape: ValueShape, _ isKept: (String) -> Bool) -> ValueShape {
        if case .unknown = shape.content { return shape }
        let members = declared.names(of: shape).sorted().filter { isKept($0.string) }.compactMap { name in
            declared.member(name.string, of: shape).map { (name.string, $0) }
        }
        return ValueShape(types: shape.types, isOptional: shape.isOptional, .object(members))
    }

    private func merged(_ shapes: [ValueShape]) -> ValueShape {
        var members: [(name: String, shape: ValueShape)] = []
        for shape in shapes {
            if case .unknown = shape.content { return ValueShape(types: ["object"]) }
            for name in declared.names(of: shape).sorted() {
                guard var member = declared.member(name.string, of: shape) else { continue }
                if let index = members.firstIndex(where: { $0.name == name.string }) {
                    // What is left out by the later object is the earlier one's.
                    if member.isOptional, !members[index].shape.isOptional { member = member.present }
                    members.remove(at: index)
                }
                members.append((name.string, member))
            }
        }
        return ValueShape(types: ["object"], .object(members))
    }
}
