import JSON

/// A value inside a table definition with its JSON Pointer, so that every error says where it is.
struct DefinitionReader {
    let value: JSONValue
    let pointer: JSONPointer

    /// Returns the member of that name.
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

    /// Returns the elements of an array.
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

    /// Returns the text of a non-empty string.
    func text() throws(TableDefinitionError) -> String {
        guard case .string(let text) = value else {
            throw error("must be a string, but is a JSON \(value.typeName)", remedy: "write it in quotes")
        }
        guard !text.isEmpty else { throw error("must not be empty", remedy: "give it a name") }
        return text
    }

    /// Creates an error at this location.
    func error(_ reason: String, remedy: String) -> TableDefinitionError {
        TableDefinitionError(at: pointer, reason, remedy: remedy)
    }
}
