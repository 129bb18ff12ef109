import Contracts
import JSON

/// A value of an API description, together with where it stands.
struct DocumentNode {
    /// Where it stands.
    let location: SourceLocation
    /// The value.
    let value: JSONValue

    /// The member of a name.
    subscript(_ name: String) -> DocumentNode? {
        value[name].map { DocumentNode(location: location.appending(name), value: $0) }
    }

    /// The text, where it is one.
    var string: String? { value.stringValue }

    /// The members of an object in their order; none for another value.
    var members: [(name: String, node: DocumentNode)] {
        (value.objectValue ?? JSONObject()).map { member in
            (member.name, DocumentNode(location: location.appending(member.name), value: member.value))
        }
    }

    /// The elements of an array; none for another value.
    var elements: [DocumentNode] {
        (value.arrayValue ?? []).enumerated().map { index, element in
            DocumentNode(location: location.appending(index), value: element)
        }
    }

    /// The text of a member.
    func string(_ name: String) -> String? { value[name]?.stringValue }

    /// Whether a member is `true`.
    func isTrue(_ name: String) -> Bool { value[name]?.boolValue == true }
}
