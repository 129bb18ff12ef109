import JSON
import JSONSchema

/// Makes values for schemas of a description: what an attribute has that no request gives, and arguments of examples.
struct ValueMaker {
    let facts: SchemaFacts
    /// How deep values may nest, as schemas may contain themselves.
    private static let mostLevels = 6

    /// What a value is for.
    enum Purpose {
        /// The first value of an attribute: nothing, zero, no elements.
        case initial
        /// A value to send: what the description shows, where it shows one.
        case example
    }

    /// A value that a schema probably takes; `nil` where none is found.
    func value(
        for node: DocumentNode,
        _ purpose: Purpose,
        hiding: (DocumentNode) -> Bool = { _ in false },
        level: Int = 0
    ) -> JSONValue? {
        guard level < Self.mostLevels else { return nil }
        let first: [JSONValue?] = [
            facts.keyword("const", of: node)?.value,
            purpose == .initial ? facts.keyword("default", of: node)?.value : nil,
            purpose == .example ? facts.keyword("example", of: node)?.value : nil,
            purpose == .example ? facts.keyword("examples", of: node)?.elements.first?.value : nil,
            facts.keyword("default", of: node)?.value,
            facts.keyword("enum", of: node)?.elements.first?.value,
        ]
        if let known = first.lazy.compactMap({ $0 }).first { return known }
        if purpose == .initial, isNullable(node) { return .null }
        for keyword in ["oneOf", "anyOf"] {
            if let branch = facts.keyword(keyword, of: node)?.elements.first, facts.properties(node).isEmpty {
                return value(for: branch, purpose, hiding: hiding, level: level + 1)
            }
        }
        let types = facts.types(node)
        if types.contains("object") { return object(for: node, purpose, hiding: hiding, level: level) }
        if types.contains("string") || types.isEmpty { return text(for: node, purpose).map(JSONValue.string) }
        if types.contains("integer") || types.contains("number") { return number(for: node, purpose) }
        if types.contains("boolean") { return false }
        return array(for: node, purpose, hiding: hiding, level: level)
    }

    private func isNullable(_ node: DocumentNode) -> Bool {
        facts.applied(node).contains { schema in
            schema.isTrue("nullable") || schema["type"]?.elements.contains { $0.string == "null" } ?? false
        }
    }

    private func object(
        for node: DocumentNode,
        _ purpose: Purpose,
        hiding: (DocumentNode) -> Bool,
        level: Int
    ) -> JSONValue? {
        var object = JSONObject()
        let required = Set(facts.required(node))
        for property in facts.properties(node)
        where required.contains(property.name) && !hiding(property.node) {
            guard let value = value(for: property.node, purpose, hiding: hiding, level: level + 1) else {
                return nil
            }
            object[property.name] = value
        }
        return .object(object)
    }

    private func array(
        for node: DocumentNode,
        _ purpose: Purpose,
        hiding: (DocumentNode) -> Bool,
        level: Int
    ) -> JSONValue? {
        let least = facts.keyword("minItems", of: node)?.value.intValue ?? 0
        guard least > 0 else { return [] }
        guard least <= 10, let items = facts.items(node),
            let element = value(for: items, purpose, hiding: hiding, level: level + 1)
        else { return nil }
        return .array(Array(repeating: element, count: least))
    }

    private func text(for node: DocumentNode, _ purpose: Purpose) -> String? {
        switch facts.keyword("format", of: node)?.string {
        case "date-time": return "2026-01-01T00:00:00.000Z"
        case "date": return "2026-01-01"
        case "time": return "00:00:00Z"
        case "duration": return "P1D"
        case "email", "idn-email": return "ana@example.com"
        case "uuid": return "00000000-0000-4000-8000-000000000000"
        case "uri", "iri", "uri-reference", "iri-reference": return "https://example.com/"
        case "hostname", "idn-hostname": return "example.com"
        case "ipv4": return "192.0.2.1"
        case "ipv6": return "2001:db8::1"
        default: break
        }
        if facts.keyword("pattern", of: node) != nil { return generated(node) }
        let least = facts.keyword("minLength", of: node)?.value.intValue ?? 0
        let most = facts.keyword("maxLength", of: node)?.value.intValue ?? .max
        guard least <= 10_000 else { return nil }
        let text = purpose == .example ? "text" : ""
        return String((text + String(repeating: "x", count: max(0, least - text.count))).prefix(most))
    }

    /// A text of a pattern, by the generator that the verifier has.
    private func generated(_ node: DocumentNode) -> String? {
        var schema: JSONObject = ["type": "string"]
        for name in ["pattern", "minLength", "maxLength"] {
            schema[name] = facts.keyword(name, of: node)?.value
        }
        let registry = SchemaRegistry()
        guard let compiled = try? registry.compile(.object(schema)) else { return nil }
        var random = SeededRandom(seed: 1, stream: "value")
        return InstanceGenerator(compiled, in: registry).typical(using: &random)?.stringValue
    }

    private func number(for node: DocumentNode, _ purpose: Purpose) -> JSONValue? {
        let start: JSONNumber = purpose == .example ? 1 : 0
        var low: JSONNumber?
        for name in ["minimum", "exclusiveMinimum"] {
            guard let bound = facts.keyword(name, of: node)?.value else { continue }
            if let number = bound.numberValue { low = name == "minimum" ? number : number + 1 }
            if bound == true { low = low.map { $0 + 1 } }
        }
        var number = max(start, low ?? start)
        if let high = facts.keyword("maximum", of: node)?.value.numberValue, high < number { number = high }
        if let step = facts.keyword("multipleOf", of: node)?.value.numberValue, !number.isMultiple(of: step) {
            number = step
        }
        return .number(number)
    }
}
