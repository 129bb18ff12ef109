import Contracts
import JSON

/// The facts of a contract about comparing responses that are in no single schema, computed once per run.
struct ModelFacts: Sendable {
    /// The contract.
    let contract: Contract
    /// The names of the service's ids that requests use, so that one id means one record.
    let argumentIdentifiers: Set<String>
    /// The members that responses are known to have.
    private let members: ExampleMembers

    init(_ contract: Contract) {
        self.contract = contract
        var identifiers: Set<String> = []
        for action in contract.actions {
            for example in action.examples {
                for entry in action.annotations(ofRequest: example.request).entries
                where entry.annotation.identity == .server {
                    if let name = entry.pointer.tokens.last { identifiers.insert(name) }
                }
            }
        }
        argumentIdentifiers = identifiers
        members = ExampleMembers(of: contract)
    }

    /// Returns whether the contract's examples have a member at a place of an action's responses.
    func knows(_ name: String, at place: JSONPointer, of action: String) -> Bool {
        members.contains(name, at: place, of: action)
    }

    /// Returns the maximum number of elements of a list; `nil` where the contract has none.
    func longest(_ list: JSONPointer, of action: Action, _ arguments: JSONObject) -> Int? {
        var limits: [Int] = []
        for status in action.successStatuses {
            var schema = action.responses[status]?.source
            for token in list.tokens { schema = schema?["properties"]?[token] }
            if let most = schema?["maxItems"]?.intValue { limits.append(most) }
        }
        for entry in action.annotations(ofRequest: arguments).entries where entry.annotation.isLimit {
            let value = JSONValue.object(arguments)[entry.pointer]
            if let limit = value?.intValue ?? value?.stringValue.flatMap({ Int($0) }) { limits.append(limit) }
        }
        return limits.min()
    }
}
