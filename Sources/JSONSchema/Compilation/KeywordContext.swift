import JSON

/// The input of a keyword's compilation: its value, its neighbours, and the way to compile the schemas inside it.
struct KeywordContext {
    /// The keyword's name.
    let name: String
    /// Its value.
    let value: JSONValue
    /// The schema that it is a member of.
    let schema: JSONObject
    /// The location of that schema.
    let location: SchemaLocation
    /// The dialect that the schema is written in.
    let dialect: Dialect
    /// The work in progress.
    private let compiler: SchemaCompiler

    init(
        name: String,
        value: JSONValue,
        schema: JSONObject,
        location: SchemaLocation,
        dialect: Dialect,
        compiler: SchemaCompiler
    ) {
        self.name = name
        self.value = value
        self.schema = schema
        self.location = location
        self.dialect = dialect
        self.compiler = compiler
    }

    /// The options that the schema is compiled with.
    var options: SchemaOptions { compiler.options }

    /// The location of the keyword, as text.
    var keywordLocation: String { location.appending(name).text }

    /// A keyword beside this one, when there is one and the dialect gives it a meaning.
    func sibling(_ name: String) -> KeywordContext? {
        guard dialect.keywords[ExactString(name)] != nil, let value = schema[name] else { return nil }
        return KeywordContext(
            name: name,
            value: value,
            schema: schema,
            location: location,
            dialect: dialect,
            compiler: compiler
        )
    }

    /// Records that the keyword compiles and checks nothing.
    func warn(_ kind: SchemaWarning.Kind) {
        compiler.warn(kind, at: keywordLocation)
    }

    /// Returns the error with the expected form of the value.
    func invalid(expected: String) -> SchemaError {
        SchemaError(.invalidKeyword(name, expected: expected, found: value.excerpt), at: keywordLocation)
    }
}

// MARK: - Values

extension KeywordContext {
    /// The value as a string.
    func string() throws(SchemaError) -> String {
        guard case .string(let text) = value else { throw invalid(expected: "a string") }
        return text
    }

    /// The value as a boolean.
    func boolean() throws(SchemaError) -> Bool {
        guard case .bool(let flag) = value else { throw invalid(expected: "a boolean") }
        return flag
    }

    /// The value as a number.
    func number() throws(SchemaError) -> JSONNumber {
        guard case .number(let number) = value else { throw invalid(expected: "a number") }
        return number
    }

    /// The value as a number of things: an integer from 0 up.
    ///
    /// More than `Int` can hold is as good as `Int.max`.
    func count() throws(SchemaError) -> Int {
        guard case .number(let number) = value, number.isInteger, number >= 0 else {
            throw invalid(expected: "an integer of at least 0")
        }
        return number.intValue ?? Int.max
    }

    /// The value as an array.
    func array() throws(SchemaError) -> [JSONValue] {
        guard case .array(let elements) = value else { throw invalid(expected: "an array") }
        return elements
    }

    /// The value as an object.
    func object() throws(SchemaError) -> JSONObject {
        guard case .object(let members) = value else { throw invalid(expected: "an object") }
        return members
    }

    /// The value as a list of different strings.
    func names() throws(SchemaError) -> [String] {
        try names(in: value)
    }

    /// A part of the value as a list of different strings.
    func names(in part: JSONValue) throws(SchemaError) -> [String] {
        guard case .array(let elements) = part else { throw invalid(expected: "an array of strings") }
        let names = elements.compactMap(\.stringValue)
        guard names.count == elements.count, Set(names.map { ExactString($0) }).count == names.count else {
            throw invalid(expected: "an array of different strings")
        }
        return names
    }
}

// MARK: - Schemas

extension KeywordContext {
    /// The value as a schema.
    func subschema() throws(SchemaError) -> Subschema {
        try subschema(value, steps: [])
    }

    /// The value as an array of schemas, at least one.
    func subschemaList() throws(SchemaError) -> [Subschema] {
        let elements = try array()
        guard !elements.isEmpty else { throw invalid(expected: "an array of at least one schema") }
        var list: [Subschema] = []
        for (place, element) in elements.enumerated() {
            list.append(try subschema(element, steps: [String(place)]))
        }
        return list
    }

    /// The value as an object whose members are schemas.
    func subschemaMap() throws(SchemaError) -> [(name: String, subschema: Subschema)] {
        var map: [(name: String, subschema: Subschema)] = []
        for member in try object() {
            map.append((member.name, try subschema(member.value, steps: [member.name])))
        }
        return map
    }

    /// A part of the value as a schema.
    func subschema(_ part: JSONValue, steps: [String]) throws(SchemaError) -> Subschema {
        let place = JSONPointer(tokens: location.pointer.tokens + [name] + steps)
        let target = SchemaLocation(resource: location.resource, pointer: place)
        return try compiler.subschema(part, at: target, steps: [name] + steps)
    }

    /// The schema that the value refers to.
    func reference() throws(SchemaError) -> CompiledReference {
        try compiler.reference(try string(), from: location, keyword: name)
    }

    /// Records that a name is resolved in the dynamic scope, so that its possible targets are compiled.
    func useDynamicName(_ name: ExactString) {
        compiler.useDynamicName(name)
    }

    /// Whether this schema's resource gives a dynamic anchor of that name.
    func hasDynamicAnchor(_ name: String) -> Bool {
        compiler.hasDynamicAnchor(ExactString(name), in: location.resource)
    }
}
