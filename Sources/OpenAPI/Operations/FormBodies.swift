import JSON

/// What the forms of a description can carry, and how.
struct FormBodies {
    let facts: SchemaFacts

    /// Leaves out the members of forms that are objects: a contract's forms hold texts, numbers, Booleans, and lists of them.
    func mark(_ operations: [Operation], _ converter: inout SchemaConverter) {
        for operation in operations {
            guard let body = operation.body, body.encoding == .form, let schema = body.schema else {
                continue
            }
            for property in facts.properties(schema)
            where facts.isStructure(property.node) && !facts.isMarked("readOnly", property.node) {
                converter.unsent.insert(property.node.location)
                converter.notes.omitted(
                    at: property.node.location,
                    "'\(property.name)' is an object or a list of them, which no form of a contract carries, so it is no argument of "
                        + "'\(operation.name)'",
                    "describe the body as JSON"
                )
            }
        }
    }

    /// The lists of a form whose elements are joined by commas.
    ///
    /// Other ways to write a member are noted.
    /// - Complexity: O(*n*) in the number of members.
    func joined(_ body: Media, _ converter: inout SchemaConverter) -> [String] {
        guard body.encoding == .form, let schema = body.schema, let encodings = body.node["encoding"] else {
            return []
        }
        return facts.properties(schema).compactMap { property in
            guard !converter.isHidden(property.node, .request), let encoding = encodings[property.name],
                facts.types(property.node).contains("array")
            else { return nil }
            let style = encoding.string("style") ?? "form"
            guard style == "form" else {
                converter.notes.omitted(
                    at: encoding.location,
                    "the style '\(style)' of '\(property.name)' is not carried over: its elements are repeated"
                )
                return nil
            }
            return encoding["explode"]?.value == false ? property.name : nil
        }
    }
}
