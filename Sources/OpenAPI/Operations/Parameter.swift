import Contracts
import JSON

/// An argument of an operation that stands in its path, query or headers.
struct Parameter {
    /// Where a parameter stands.
    enum Place: String, CaseIterable {
        case path, query, header
    }

    var name: String
    var place: Place
    var isRequired: Bool
    /// Its schema; every text where the description has none.
    var schema: DocumentNode?
    /// Whether an array's elements are joined by commas.
    var isJoined: Bool
    /// The value that the description shows.
    var example: JSONValue?
    var node: DocumentNode
}

extension Parameter {
    /// Reads a parameter object; `nil` for one that is not carried over, which is noted.
    init?(_ node: DocumentNode, facts: SchemaFacts, notes: inout Notes) {
        guard let name = node.string("name"), let position = node.string("in") else {
            notes.error(at: node.location, "a parameter needs 'name' and 'in'", "add them")
            return nil
        }
        guard let place = Place(rawValue: position) else {
            if position == "cookie" {
                notes.omitted(at: node.location, "the cookie '\(name)' is not carried over")
            } else {
                notes.error(
                    at: node.location.appending("in"),
                    "a parameter cannot stand in '\(position)'",
                    position == "body" || position == "formData"
                        ? "describe the body under 'requestBody'" : "use path, query, header or cookie"
                )
            }
            return nil
        }
        let ignored = ["accept", "content-type", "authorization"]
        if place == .header, ignored.contains(name.lowercased()) { return nil }
        var schema = node["schema"]
        let content = node["content"]?.members.first
        if let content {
            guard content.name.hasPrefix("text/") else {
                notes.omitted(
                    at: node.location,
                    "the parameter '\(name)' is \(content.name) in a text, so it is not carried over"
                )
                return nil
            }
            schema = content.node["schema"]
        }
        if let schema, facts.types(schema).contains("object"), place != .path {
            notes.omitted(
                at: node.location,
                "the parameter '\(name)' is an object, so it is not carried over"
            )
            return nil
        }
        if let schema, facts.isStructure(schema) {
            notes.omitted(
                at: node.location,
                "the parameter '\(name)' is a list of objects, so it is not carried over"
            )
            return nil
        }
        let style = node.string("style") ?? (place == .query ? "form" : "simple")
        let isArray = schema.map { facts.types($0).contains("array") } ?? false
        guard ["form", "simple"].contains(style) || !isArray && style != "deepObject" else {
            notes.omitted(
                at: node.location,
                "the parameter '\(name)' is of the style '\(style)', so it is not carried over"
            )
            return nil
        }
        let isExploded = node["explode"]?.value.boolValue ?? (style == "form")
        if place == .path, !node.isTrue("required") {
            notes.omitted(
                at: node.location,
                "the path's parameter '\(name)' is not marked as required, and is always",
                "add \"required\": true"
            )
        }
        self.init(
            name: name,
            place: place,
            isRequired: place == .path || node.isTrue("required"),
            schema: schema,
            isJoined: isArray && (!isExploded || style == "simple"),
            example: Self.example(node, facts: facts),
            node: node
        )
    }

    private static func example(_ node: DocumentNode, facts: SchemaFacts) -> JSONValue? {
        if let example = node["example"] { return example.value }
        if let first = node["examples"]?.members.first?.node { return facts.target(first)["value"]?.value }
        guard let schema = node["schema"] else { return nil }
        return facts.keyword("example", of: schema)?.value
            ?? facts.keyword("examples", of: schema)?.elements.first?.value
            ?? facts.keyword("default", of: schema)?.value
            ?? facts.keyword("enum", of: schema)?.elements.first?.value
    }
}
