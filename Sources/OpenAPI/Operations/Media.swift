import JSON

/// What a body is: its media type and schema.
struct Media {
    /// How a body is written.
    enum Encoding: String {
        case json, form, text
    }

    /// The media type, in lower case, without parameters.
    var type: String
    var encoding: Encoding?
    var schema: DocumentNode?
    var node: DocumentNode

    /// Chooses one media type of a `content` object: JSON before forms, forms before texts, and those before others.
    ///
    /// The others are noted.
    init?(_ content: DocumentNode?, notes: inout Notes) {
        let all = (content?.members ?? []).map { name, node in
            let type = String(name.lowercased().prefix { $0 != ";" }.filter { $0 != " " })
            return Media(type: type, encoding: Self.encoding(of: type), schema: node["schema"], node: node)
        }
        let order: [Encoding?] = [.json, .form, .text, nil]
        guard let chosen = order.lazy.compactMap({ encoding in all.first { $0.encoding == encoding } }).first
        else { return nil }
        for other in all where other.node.location != chosen.node.location {
            notes.omitted(
                at: other.node.location,
                "'\(other.type)' is not carried over, as '\(chosen.type)' is there, too"
            )
        }
        self = chosen
    }

    private init(type: String, encoding: Encoding?, schema: DocumentNode?, node: DocumentNode) {
        self.type = type
        self.encoding = encoding
        self.schema = schema
        self.node = node
    }

    private static func encoding(of type: String) -> Encoding? {
        switch type {
        case "application/json", "*/*", "application/*": .json
        case _ where type.hasSuffix("+json"): .json
        case "application/x-www-form-urlencoded": .form
        case _ where type.hasPrefix("text/"): .text
        default: nil
        }
    }

    /// The values that the description shows, by name.
    func examples(_ facts: SchemaFacts) -> [(name: String, value: JSONValue)] {
        if let example = node["example"] { return [("example", example.value)] }
        let named = (node["examples"]?.members ?? []).compactMap { name, node in
            facts.target(node)["value"].map { (name, $0.value) }
        }
        if !named.isEmpty { return named }
        guard let schema else { return [] }
        let own =
            facts.keyword("example", of: schema) ?? facts.keyword("examples", of: schema)?.elements.first
        return own.map { [("example", $0.value)] } ?? []
    }
}
