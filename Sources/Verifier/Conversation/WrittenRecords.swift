import Contracts
import JSON
import Lambda
import Synchronization

/// Counts the records that a run leaves at the endpoint, by the tables that the actions of the contract write.
///
/// A record counts once however often it is written: it is identified by the value of its table's key in the response or
/// the request. An action without such a member in its contract changes existing records.
final class WrittenRecords: Sendable {
    /// The records that an action's successes leave behind.
    private struct Kind {
        /// A description of what is counted: a table's records, or an action's successes where the contract has no tables.
        let name: String
        /// The member that identifies the records; `nil` where every success counts.
        let key: String?
    }

    private struct Count {
        var keys: Set<Int> = []
        var unnamed = 0
        var total: Int { keys.count + unnamed }
    }

    private let kinds: [ExactString: [Kind]]
    private let names: [String]
    private let counts = Mutex<[String: Count]>([:])

    /// Creates a counter for the actions of a contract.
    init(_ contract: Contract) {
        var names: [String] = []
        var kinds: [ExactString: [Kind]] = [:]
        for action in contract.actions {
            let members = action.memberNames
            let own: [Kind] = action.tables.writes.compactMap { name in
                guard let key = contract.tables.first(where: { $0.name == name })?.recordKey else {
                    return nil
                }
                return members.contains(key) ? Kind(name: name.inWords, key: key) : nil
            }
            let isCounted = !own.isEmpty || (action.tables.writes.isEmpty && !action.isRead)
            guard isCounted else { continue }
            kinds[ExactString(action.name)] =
                own.isEmpty ? [Kind(name: "successful requests of \(action.name)", key: nil)] : own
            for kind in kinds[ExactString(action.name)] ?? [] where !names.contains(kind.name) {
                names.append(kind.name)
            }
        }
        self.kinds = kinds
        self.names = names
    }

    /// Counts the records that a request has written.
    func note(_ exchange: RecordedExchange, of action: Action?) {
        guard let action, exchange.isSuccess, exchange.request.method == action.method,
            let kinds = kinds[ExactString(action.name)]
        else { return }
        for kind in kinds {
            let value = kind.key.flatMap { key in
                exchange.json?[key]?.stringValue ?? exchange.argument(key)
            }
            counts.withLock { counts in
                if let value {
                    counts[kind.name, default: Count()].keys.insert(ExactString(value).hashValue)
                } else {
                    counts[kind.name, default: Count()].unnamed += 1
                }
            }
        }
    }

    /// The number of records of each table, in the contract's order: `212 orders, 90 customers`; `nil` when there are none.
    var description: String? {
        let counts = counts.withLock(\.self)
        let parts = names.compactMap { name in counts[name].map { "\($0.total) \(name)" } }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
}

extension Action {
    /// The names of the members of its requests and of its successes.
    fileprivate var memberNames: Set<String> {
        let schemas = [request.source] + successStatuses.compactMap { responses[$0]?.source }
        return Set(schemas.flatMap { $0["properties"]?.objectValue?.names ?? [] })
    }
}

extension RecordedExchange {
    /// Returns the text of an argument of the request.
    fileprivate func argument(_ name: String) -> String? {
        if let text = QueryString(parsing: request.rawQuery)[name] { return text }
        return (try? JSONValue(parsing: request.body))?[name]?.stringValue
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
