import JSON

/// A value inside a table's definition, with its place, so that every error says where it is.
struct DefinitionReader {
    let value: JSONValue
    let pointer: JSONPointer

    /// The member of that name.
    func member(_ name: String) throws(TableDefinitionError) -> DefinitionReader {
        guard case .object(let object) = value else {
            throw error(
                "must be an object, but is a JSON \(value.typeName)",
                remedy: "see DynamoDB's CreateTable"
            )
        }
        guard let member = object[name] else {
            throw error("'\(name)' is missing", remedy: "add it, in the shape that CreateTable takes")
        }
        return DefinitionReader(value: member, pointer: pointer.appending(name))
    }

    /// The elements of an array.
    func elements() throws(TableDefinitionError) -> [DefinitionReader] {
        guard case .array(let values) = value else {
            throw error(
                "must be an array, but is a JSON \(value.typeName)",
                remedy: "see DynamoDB's CreateTable"
            )
        }
        return values.enumerated().map { offset, element in
            DefinitionReader(value: element, pointer: pointer.appending(offset))
        }
    }

    /// The text of a string that is not empty.
    func text() throws(TableDefinitionError) -> String {
        guard case .string(let text) = value else {
            throw error("must be a string, but is a JSON \(value.typeName)", remedy: "write it in quotes")
        }
        guard !text.isEmpty else { throw error("must not be empty", remedy: "give it a name") }
        return text
    }

    /// An error at this place.
    func error(_ reason: String, remedy: String) -> TableDefinitionError {
        TableDefinitionError(at: pointer, reason, remedy: remedy)
    }
}
