import Contracts
import JSON

/// The kinds of ids of a contract, by the names under which requests and responses carry them.
///
/// Two names are of different kinds when both identify records, as keys of tables or of indexes, and no example gives both
/// the same id: a task's `parent_id` is a `task_id`, but no `order_id` is a `customer_id`.
struct IdentifierKinds: Sendable {
    private var values: [ExactString: Set<ExactString>] = [:]

    /// Finds the kinds.
    init(_ contract: Contract) {
        let keys = Set(contract.tables.flatMap(\.partitionKeys).map { ExactString($0) })
        for action in contract.actions {
            for example in action.examples {
                add(.object(example.request), action.annotations(ofRequest: example.request), keys)
                guard let body = example.body else { continue }
                add(body, action.annotations(ofResponse: body, status: example.status), keys)
            }
        }
    }

    private mutating func add(_ value: JSONValue, _ annotations: AnnotationIndex, _ keys: Set<ExactString>) {
        for entry in annotations.entries where entry.annotation.identity != nil {
            guard let name = entry.pointer.tokens.last.map({ ExactString($0) }), keys.contains(name),
                let text = value[entry.pointer]?.stringValue
            else { continue }
            values[name, default: []].insert(ExactString(text))
        }
    }

    /// Returns the names of the ids of other kinds, in alphabetical order.
    func others(than name: String) -> [String] {
        guard let own = values[ExactString(name)] else { return [] }
        return values.filter { $0.key != ExactString(name) && own.isDisjoint(with: $0.value) }
            .map(\.key.string).sorted()
    }
}
