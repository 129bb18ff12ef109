public import JSON

/// The members of each action's responses in a contract's examples.
///
/// Responses may have more: a member in no example is the service's own and is not compared.
public struct ExampleMembers: Sendable {
    /// The places, by action, without positions in lists.
    private let members: [String: [[String]: Set<String>]]

    /// Collects the members.
    /// - Complexity: O(*n*) in the size of the examples.
    public init(of contract: Contract) {
        var members: [String: [[String]: Set<String>]] = [:]
        for action in contract.actions {
            for example in action.examples where example.status < 400 {
                guard let body = example.body else { continue }
                Self.note(body, at: [], in: &members[action.name, default: [:]])
            }
        }
        self.members = members
    }

    /// Returns whether an example of an action has a member at a place of its response.
    public func contains(_ name: String, at place: JSONPointer, of action: String) -> Bool {
        members[action]?[place.withoutIndices]?.contains(name) ?? false
    }

    private static func note(
        _ value: JSONValue,
        at place: [String],
        in members: inout [[String]: Set<String>]
    ) {
        switch value {
        case .object(let object):
            members[place, default: []].formUnion(object.names)
            for member in object { note(member.value, at: place + [member.name], in: &members) }
        case .array(let elements):
            for element in elements { note(element, at: place, in: &members) }
        default: break
        }
    }
}
