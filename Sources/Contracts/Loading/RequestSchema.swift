import JSON

/// Merges the schemas of the parts of a request into one over all its arguments.
///
/// All readers (validation, generation, coverage, lint) then see one object, wherever the arguments are in the request. The
/// schema is added to the value of the action's file as ``member``, where references that the file contains mean the same.
struct RequestSchema {
    /// The member of `request` that holds the merged schema.
    static let member = "arguments"

    private static let notes: Set<String> = [
        "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly",
    ]
    private static let simple: Set<String> = [
        "type", "properties", "required", "additionalProperties", "unevaluatedProperties",
        "patternProperties", "minProperties",
    ]

    /// A part that has to have so many arguments.
    private struct Minimum {
        var count: Int
        /// The arguments that the part names.
        var names: [String]
        /// Whether all arguments that no part names are of this one.
        var isRest: Bool
        /// Whether it may have arguments that no part names.
        var isOpen: Bool
    }

    private let sources: SourceFiles
    private var properties: [JSONMember] = []
    private var names: Set<ExactString> = []
    private var required: [JSONValue] = []
    private var all: [JSONValue] = []
    private var rest: [JSONMember] = []
    private var minimums: [Minimum] = []

    /// Returns the value of an action's file with the merged schema in it; `nil` where one part describes all arguments.
    static func complete(_ file: SourceFile, _ sources: SourceFiles) -> JSONValue? {
        guard var action = file.document.value.objectValue,
            // An action without a request has no arguments but those of its path.
            var request = (action["request"] ?? .object(JSONObject())).objectValue
        else { return nil }
        let template = action["path"]?.stringValue.flatMap(PathTemplate.init)
        let parts = Request.Place.allCases.filter { request[$0.rawValue] != nil }
        let argument = request["bodyArgument"]?.stringValue
        guard parts.count != 1 || argument != nil || template?.arguments.isEmpty == false else { return nil }
        var schema = RequestSchema(sources: sources)
        let location = SourceLocation(file: file.path).appending("request")
        for place in parts {
            guard let part = request[place.rawValue] else { continue }
            if place == .body, let argument {
                schema.add(argument, part, isRequired: true)
            } else {
                let isRest = place == (parts.contains(.body) && argument == nil ? .body : .query)
                schema.add(part, at: location.appending(place.rawValue), isRest: isRest)
            }
        }
        for name in template?.arguments ?? [] {
            schema.add(name, ["type": "string", "minLength": 1], isRequired: true)
        }
        request[member] = schema.value
        action["request"] = .object(request)
        return .object(action)
    }

    private init(sources: SourceFiles) {
        self.sources = sources
    }

    private var value: JSONValue {
        let all = all + minimums.compactMap(alternatives)
        var members: [JSONMember] = [JSONMember(name: "type", value: "object")]
        if !required.isEmpty { members.append(JSONMember(name: "required", value: .array(required))) }
        members.append(JSONMember(name: "properties", value: .object(JSONObject(properties))))
        if !all.isEmpty { members.append(JSONMember(name: "allOf", value: .array(all))) }
        if let least = minimums.map(leastCount).max() {
            members.append(JSONMember(name: "minProperties", value: .number(JSONNumber(least))))
        }
        return .object(JSONObject(members + rest))
    }

    /// The arguments that parts name beside one of them.
    private func others(_ part: Minimum) -> [ExactString] {
        Array(names.subtracting(part.names.map { ExactString($0) })).sorted()
    }

    private func isRequired(_ name: ExactString) -> Bool { required.contains(.string(name.string)) }

    /// How many arguments a request has at least that keeps a part's minimum: all of the other parts that it must have, too.
    private func leastCount(_ part: Minimum) -> Int {
        part.count + others(part).count(where: isRequired)
    }

    /// What keeps optional arguments of other parts from being counted for a part; `nil` where there are none.
    ///
    /// No keyword counts some of the members only. For a minimum of one this says the same; of a greater one it asks for the first.
    private func alternatives(_ part: Minimum) -> JSONValue? {
        let others = others(part)
        guard !part.isRest || !others.allSatisfy(isRequired) else { return nil }
        if part.isOpen {
            let names = others.map { JSONValue.string($0.string) }
            return ["not": ["propertyNames": ["enum": .array(names)]]]
        }
        return ["anyOf": .array(part.names.map { ["required": [.string($0)]] })]
    }

    private mutating func add(_ name: String, _ schema: JSONValue, isRequired: Bool) {
        if names.insert(ExactString(name)).inserted {
            properties.append(JSONMember(name: name, value: schema))
        }
        if isRequired, !required.contains(.string(name)) { required.append(.string(name)) }
    }

    /// Adds a part: member by member where it is plain, else as a whole.
    private mutating func add(_ part: JSONValue, at location: SourceLocation, isRest: Bool) {
        guard let schema = part.objectValue else {
            if part.boolValue == false { all.append(false) }
            return
        }
        let keywords = Set(schema.names).subtracting(Self.notes)
        if keywords.isSubset(of: Self.simple) {
            add(schema, isRest: isRest) { _, value in value }
        } else if keywords == ["$ref"], let target = schema["$ref"]?.stringValue.flatMap(location.resolving),
            let record = sources[target.file]?.document.value[target.pointer]?.objectValue,
            Set(record.names).subtracting(Self.notes).subtracting(["$schema", "$id", "$defs"])
                .isSubset(of: Self.simple)
        {
            // References in another file are relative to that file.
            add(record, isRest: isRest) { path, value in
                value.objectValue == nil ? value : ["$ref": .string(target.appending(path).uri)]
            }
        } else {
            all.append(["$ref": .string("#\(location.pointer)")])
        }
    }

    private mutating func add(
        _ schema: JSONObject,
        isRest: Bool,
        _ written: (_ path: JSONPointer, _ value: JSONValue) -> JSONValue
    ) {
        for property in schema["properties"]?.objectValue?.members ?? [] {
            let path = JSONPointer(tokens: ["properties", property.name])
            add(property.name, written(path, property.value), isRequired: false)
        }
        for name in schema["required"]?.arrayValue ?? [] where !required.contains(name) {
            required.append(name)
        }
        if let count = schema["minProperties"]?.intValue, count > 0 {
            let isClosed = schema["additionalProperties"] == false || schema["unevaluatedProperties"] == false
            let names = schema["properties"]?.objectValue?.names ?? []
            let isOpen = isRest && (!isClosed || schema["patternProperties"] != nil)
            minimums.append(Minimum(count: count, names: names, isRest: isRest, isOpen: isOpen))
        }
        guard isRest else { return }
        for keyword in ["additionalProperties", "unevaluatedProperties"] {
            guard let value = schema[keyword] else { continue }
            let name = all.isEmpty ? keyword : "unevaluatedProperties"
            rest.append(JSONMember(name: name, value: written(JSONPointer(tokens: [keyword]), value)))
        }
        if let patterns = schema["patternProperties"]?.objectValue {
            let members = patterns.map { member in
                let path = JSONPointer(tokens: ["patternProperties", member.name])
                return JSONMember(name: member.name, value: written(path, member.value))
            }
            rest.append(JSONMember(name: "patternProperties", value: .object(JSONObject(members))))
        }
    }
}
