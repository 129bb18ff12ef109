import JSON

/// `required` (JSON Schema Validation, section 6.5.3): the members that must be present.
struct Required: KeywordNode {
    static let definition = KeywordDefinition("required", subject: .object, generation: generation) {
        context throws(SchemaError) in
        let names = try context.names()
        return names.isEmpty ? .nothing : .node(Required(names))
    }

    /// The maximum size of objects that are traversed once; a larger one is searched for each name.
    private static let largestScan = 32

    private let names: [String]
    private let lookup: NameLookup

    init(_ names: [String]) {
        self.names = names
        lookup = NameLookup(names)
    }

    func contribute(to stream: inout StreamConstraints) {
        stream.required = names
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = instance, !hasAll(object) else { return true }
        return evaluation.fail(
            expecting: .array(missing(from: object).map(JSONValue.string)),
            Self.message(missing(from: object))
        )
    }

    private func missing(from object: JSONObject) -> [String] {
        names.filter { object[$0] == nil }
    }

    private static func message(_ missing: [String]) -> String {
        "must have \(Wording.members(missing)), but \(missing.count == 1 ? "it is" : "they are") missing"
    }

    private func hasAll(_ object: JSONObject) -> Bool {
        guard object.count >= names.count else { return false }
        guard object.count <= Self.largestScan else { return names.allSatisfy { object[$0] != nil } }
        let members = object.members
        var count = 0
        for place in members.indices where lookup.place(of: members[place].name) != nil { count += 1 }
        return count == names.count
    }
}

extension Required {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, _, constraints in
            for name in use.value.arrayValue ?? [] { constraints.require(name.stringValue ?? "") }
        },
        violate: { use, number, builder, constraints in
            let names = use.value.arrayValue ?? []
            constraints.restrict(to: .object)
            guard let name = builder.way(number, of: names)?.stringValue else { return false }
            constraints.forbidden.insert(ExactString(name))
            for other in names where number != nil && other.stringValue != name {
                constraints.require(other.stringValue ?? "")
            }
            return true
        },
        violationCount: { $0.value.arrayValue?.count ?? 0 }
    )
}
