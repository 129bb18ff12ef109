import Contracts
import JSON
import Lambda
import Synchronization

/// Counts the records that a run leaves at the endpoint, by the tables that the actions of the contract write.
///
/// A record counts once however often it is written: it is identified by its table's key in the response or the arguments. A
/// success that names no such key has changed existing records. What is deleted by its key is no longer counted.
final class WrittenRecords: Sendable {
    /// The successes of an action, by what they leave or delete.
    private struct Kind {
        /// A description of what is counted: a table's records, or an action's successes where the contract has no tables.
        let name: String
        /// The members that identify a record together; empty where every success counts.
        let key: [String]
        /// Whether the action deletes records instead.
        let isDeleted: Bool
    }

    private struct Count {
        var keys: Set<Int> = []
        var unnamed = 0
        /// Whether records were deleted without their keys, as those that belong to another one.
        var isUpperBound = false
        var total: Int { keys.count + unnamed }
    }

    private let routing: Routing
    private let kinds: [ExactString: [Kind]]
    private let names: [String]
    private let counts = Mutex<[String: Count]>([:])

    /// Creates a counter for the actions of a contract.
    init(_ contract: Contract) {
        routing = Routing(contract)
        var names: [String] = []
        var kinds: [ExactString: [Kind]] = [:]
        for action in contract.actions where !action.isSafe {
            let deleted = action.deletedTables
            var own = action.tables.writes.compactMap(contract.table(named:)).map { table in
                Kind(
                    name: table.name.inWords,
                    key: table.keyNames,
                    isDeleted: deleted.contains(table.name)
                )
            }
            if own.isEmpty {
                own = [Kind(name: "successful requests of \(action.name)", key: [], isDeleted: false)]
            }
            kinds[ExactString(action.name)] = own
            for kind in own where !names.contains(kind.name) { names.append(kind.name) }
        }
        self.kinds = kinds
        self.names = names
    }

    /// Counts the records that a request has written or deleted.
    func note(_ exchange: RecordedExchange, of action: Action?) {
        guard let action, exchange.isSuccess, exchange.request.method == action.method,
            let kinds = kinds[ExactString(action.name)]
        else { return }
        // Most responses name the keys, and a body of some megabytes is parsed for nothing then.
        lazy var arguments = routing.route(exchange.request).route?.arguments
        for kind in kinds {
            let key = kind.key.compactMap {
                exchange.identifier(named: $0)?.identifierText ?? arguments?[$0]?.identifierText
            }
            counts.withLock { counts in
                let isKnown = key.count == kind.key.count
                switch (kind.isDeleted, isKnown) {
                case (false, true) where key.isEmpty: counts[kind.name, default: Count()].unnamed += 1
                case (false, true): counts[kind.name, default: Count()].keys.insert(Self.hash(key))
                case (true, true): counts[kind.name]?.keys.remove(Self.hash(key))
                case (true, false): counts[kind.name]?.isUpperBound = true
                case (false, false): break
                }
            }
        }
    }

    private static func hash(_ key: [String]) -> Int { key.map { ExactString($0) }.hashValue }

    /// The number of records of each table, in the contract's order: `212 orders, 90 customers`; `nil` when there are none.
    var description: String? {
        let counts = counts.withLock(\.self)
        let parts = names.compactMap { name -> String? in
            guard let count = counts[name], count.total > 0 else { return nil }
            return "\(count.isUpperBound ? "at most " : "")\(count.total) \(name)"
        }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension String {
    /// A table's name as words in lower case: `OrderLines` is `order lines`.
    fileprivate var inWords: String {
        reduce(into: "") { words, character in
            if character.isUppercase, !words.isEmpty { words.append(" ") }
            words += character == "_" || character == "-" ? " " : character.lowercased()
        }
    }
}
