import Contracts
import JSON
import VerifierEvents

/// The facts of a contract about comparing responses that are in no single schema, computed once per run.
struct ModelFacts: Sendable {
    /// The contract.
    let contract: Contract
    /// The API key of requests to the oracle; `nil` where the contract has none.
    let key: RequestKey?
    /// The names of the service's ids that requests use, so that one id means one record.
    let argumentIdentifiers: Set<String>
    /// The names that responses have for the ids of arguments with names of their own.
    private let kinds: [String: String]
    /// The members that responses are known to have.
    private let members: ExampleMembers

    /// Creates the facts of a contract.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - key: The API key of the run. An oracle knows the contract's keys alone, so that another one is replaced by the default.
    init(_ contract: Contract, key: String?) {
        self.contract = contract
        self.key = contract.service.apiKeys.flatMap { keys in
            let known = keys.keys.first { $0.value == key } ?? keys.defaultKey
            return known.map { RequestKey(place: keys.place, value: $0.value) }
        }
        var sent: [(name: String, id: JSONValue)] = []
        var made: [(name: String, id: JSONValue)] = []
        for action in contract.actions {
            for example in action.examples {
                sent += Self.identifiers(
                    in: .object(example.request),
                    action.annotations(ofRequest: example.request)
                )
                guard let body = example.body else { continue }
                made += Self.identifiers(
                    in: body,
                    action.annotations(ofResponse: body, status: example.status)
                )
            }
        }
        let known = Set(made.map(\.name))
        kinds = sent.reduce(into: [:]) { kinds, argument in
            guard !known.contains(argument.name) else { return }
            kinds[argument.name] = made.first { $0.id == argument.id }?.name
        }
        argumentIdentifiers = Set(sent.map(\.name)).union(kinds.values)
        members = ExampleMembers(of: contract)
    }

    /// The service's ids in a value, with the names of their members.
    private static func identifiers(in value: JSONValue, _ annotations: AnnotationIndex) -> [(
        String, JSONValue
    )] {
        annotations.entries.compactMap { entry in
            guard entry.annotation.identity == .server, let name = entry.pointer.tokens.last,
                let id = value[entry.pointer]
            else { return nil }
            return (name, id)
        }
    }

    /// The name that responses have for the ids of an argument: `account_id` for `from_account_id`, as examples show.
    func kind(of argument: String) -> String { kinds[argument] ?? argument }

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
