import JSON

/// `type` (JSON Schema Validation, section 6.1.1): the types that a value may have.
struct TypeKeyword: KeywordNode {
    static let definition = KeywordDefinition(
        "type",
        stage: .type,
        isCoveragePoint: true,
        generation: generation
    ) { context throws(SchemaError) in
        let names: [String]
        if case .string(let name) = context.value { names = [name] } else { names = try context.names() }
        var types: TypeSet = []
        for name in names {
            guard let type = TypeSet(name: name) else {
                throw context.invalid(expected: "one or more of \(TypeSet.names.joined(separator: ", "))")
            }
            types.insert(type)
        }
        guard !types.isEmpty else { throw context.invalid(expected: "at least one type") }
        return .node(TypeKeyword(types: types, names: names))
    }

    let types: TypeSet
    let names: [String]

    func contribute(to stream: inout StreamConstraints) {
        stream.types = types
    }

    func evaluate(_ instance: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        if types.contains(TypeSet(of: instance)) { return true }
        // 1.0 is an integer (Validation, section 6.1.1).
        if types.contains(.integer), case .number(let number) = instance, number.isInteger { return true }
        return evaluation.fail(
            expecting: .array(names.map(JSONValue.string)),
            "must be \(expected), but is \(seen(instance))"
        )
    }

    private var expected: String {
        let articles = names.map(Wording.article)
        guard let last = articles.last, articles.count > 1 else { return articles.first ?? "" }
        return articles.dropLast().joined(separator: ", ") + " or " + last
    }

    private func seen(_ instance: JSONValue) -> String {
        if types.contains(.integer), case .number = instance { return instance.excerpt }
        return Wording.article(instance.typeName)
    }
}

/// A set of the seven types that `type` names.
struct TypeSet: OptionSet, Sendable {
    let rawValue: UInt8

    static let null = TypeSet(rawValue: 1)
    static let boolean = TypeSet(rawValue: 2)
    static let number = TypeSet(rawValue: 4)
    static let string = TypeSet(rawValue: 8)
    static let array = TypeSet(rawValue: 16)
    static let object = TypeSet(rawValue: 32)
    static let integer = TypeSet(rawValue: 64)
    static let all = TypeSet(rawValue: 127)

    static let names = ["null", "boolean", "integer", "number", "string", "array", "object"]

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The type of a name, if it names one.
    init?(name: String) {
        switch name {
        case "null": self = .null
        case "boolean": self = .boolean
        case "number": self = .number
        case "string": self = .string
        case "array": self = .array
        case "object": self = .object
        case "integer": self = .integer
        default: return nil
        }
    }

    /// The type of a value; an integer counts as a number here.
    init(of value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool: self = .boolean
        case .number: self = .number
        case .string: self = .string
        case .array: self = .array
        case .object: self = .object
        }
    }
}

extension TypeKeyword {
    fileprivate static let generation = KeywordGeneration(
        constrain: { use, _, constraints in
            let names = use.value.typeNames
            constraints.kinds.formIntersection(names.compactMap(valueType))
            if names.contains("integer"), !names.contains("number") { constraints.isInteger = true }
        },
        violate: { use, number, builder, constraints in
            let names = use.value.typeNames
            let taken = names.compactMap(valueType)
            var ways = ValueType.allCases.filter { !taken.contains($0) }
            let isFractionMissing = names.contains("integer") && !names.contains("number")
            if isFractionMissing { ways.append(.number) }
            guard let type = builder.way(number, of: ways) else { return false }
            if type == .number, isFractionMissing { constraints.isFraction = true }
            constraints.restrict(to: type)
            return true
        },
        edgeCases: { use in
            let names = use.value.typeNames
            var edges = names.compactMap { name -> EdgeCase? in
                guard names.count > 1 || name == "null" else { return nil }
                return valueType(name).map { EdgeCase(name: name, effect: .kind($0)) }
            }
            let isListed = use.schema["enum"] != nil || use.schema["const"] != nil
            if names.contains("boolean"), !isListed {
                edges += [true, false].map { EdgeCase(name: "\($0)", effect: .value(.bool($0))) }
            }
            if names.contains("number") || names.contains("integer"), !isListed {
                edges += numbers.map { EdgeCase.number($0) }
            }
            if names.contains("string"), !isListed, use.schema["pattern"] == nil, use.schema["format"] == nil
            {
                edges += TextScript.allCases.filter { $0 != .plain }.map { script in
                    EdgeCase(name: script.rawValue, effect: .kind(.string), script: script)
                }
            }
            return edges
        }
    )

    /// Numbers that are written or counted in ways that services get wrong.
    private static let numbers: [JSONNumber] = [
        "0", "1", "-1", "0.1", "0.30", "1.0", "1e2", "9007199254740993", "123456789.01", "1e15",
    ].compactMap { JSONNumber($0) }

    @Sendable private static func valueType(_ name: String) -> ValueType? {
        name == "integer" ? .number : ValueType(rawValue: name)
    }
}
