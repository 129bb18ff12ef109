import Contracts
import JSON
import JSONSchema
import Lambda
import Tables

/// Generates the requests that an action would receive at this size: its examples, with the ids of existing records.
struct ActionSampler {
    let action: Action
    private let encoder: RequestEncoder
    private let tables: TableState

    init(_ action: Action, of contract: Contract, over tables: TableState) {
        self.action = action
        encoder = RequestEncoder(contract.service.routing)
        self.tables = tables
    }

    /// Returns the request of that number; the same for the same number, and `nil` when no example of the action
    /// succeeds.
    ///
    /// - Complexity: O(*n*) in the number of records of the action's tables.
    func request(_ number: Int) -> LambdaRequest? {
        let examples = action.examples.filter { (200..<300).contains($0.status) }
        guard !examples.isEmpty else { return nil }
        var random = SeededRandom(seed: 1, stream: "\(action.name) \(number)")
        let example = examples[number % examples.count]
        // A write without preceding actions is the first of its client: it creates records and needs none.
        let isFirst = !action.tables.writes.isEmpty && example.after.isEmpty
        return encoder.request(
            for: action,
            isFirst ? fresh(example.request, number) : arguments(example.request, &random)
        )
    }

    /// Returns the example's arguments, with client ids that no record has.
    private func fresh(_ example: JSONObject, _ number: Int) -> JSONObject {
        var arguments = example
        for name in identities(of: example) {
            if let identity = example[name]?.stringValue {
                arguments[name] = .string("\(identity)-first-\(number)")
            }
        }
        return arguments
    }

    private func identities(of example: JSONObject) -> [String] {
        action.annotations(ofRequest: example).entries
            .filter { $0.annotation.identity != nil && $0.pointer.tokens.count == 1 }
            .compactMap { $0.pointer.tokens.first }
    }

    /// Returns the example's arguments, with the ids of a record that has them, if there is one.
    private func arguments(_ example: JSONObject, _ random: inout SeededRandom) -> JSONObject {
        let identities = identities(of: example)
        var arguments = example
        for table in action.tables.reads + action.tables.writes {
            guard let items = try? tables.items(of: table) else { continue }
            let fitting = items.filter { item in identities.contains { item[$0] != nil } }
            guard let item = random.element(of: fitting) else { continue }
            for name in identities { if let value = item[name] { arguments[name] = value } }
            // The ids of one record belong together; those of another table would not match them.
            break
        }
        return arguments
    }
}
