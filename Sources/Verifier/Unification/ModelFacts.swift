import Contracts
import JSON

/// What a contract says about comparing answers that no single schema says: looked up once a run.
struct ModelFacts: Sendable {
    /// The contract.
    let contract: Contract
    /// The names of the service's ids that requests use, so that one id means one record.
    let argumentIdentifiers: Set<String>
    /// The members that answers may have, by action and by place with the positions in lists left out.
    private let members: [String: [[String]: Set<String>]]

    init(_ contract: Contract) {
        self.contract = contract
        var identifiers: Set<String> = []
        var members: [String: [[String]: Set<String>]] = [:]
        for action in contract.actions {
            for example in action.examples {
                for entry in action.annotations(ofRequest: example.request).entries
                where entry.annotation.identity == .server {
                    if let name = entry.pointer.tokens.last { identifiers.insert(name) }
                }
                guard example.status < 400, let body = example.body else { continue }
                Self.note(body, at: [], in: &members[action.name, default: [:]])
            }
        }
        argumentIdentifiers = identifiers
        self.members = members
    }

    /// Whether the contract's examples have a member at a place of an action's answers.
    func knows(_ name: String, at place: JSONPointer, of action: String) -> Bool {
        let tokens = place.tokens.filter { Int($0) == nil }
        return members[action]?[tokens]?.contains(name) ?? false
    }

    /// How many elements a list has at most; `nil` where the contract says nothing.
    func longest(_ list: JSONPointer, of action: Action, _ arguments: JSONObject) -> Int? {
        var limits: [Int] = []
        var schema = action.responses[200]?.source
        for token in list.tokens { schema = schema?["properties"]?[token] }
        if let most = schema?["maxItems"]?.intValue { limits.append(most) }
        for entry in action.annotations(ofRequest: arguments).entries where entry.annotation.isLimit {
            let value = JSONValue.object(arguments)[entry.pointer]
            if let limit = value?.intValue ?? value?.stringValue.flatMap({ Int($0) }) { limits.append(limit) }
        }
        return limits.min()
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
