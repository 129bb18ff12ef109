import Contracts
import JSON
import Lambda

/// A record to which a case has given large texts, and the requests that make it small again.
struct LargeRecord: Sendable {
    /// Texts of more bytes are replaced.
    private static let longText = 256

    /// The size of the request that wrote it, in bytes.
    let size: Int
    /// The name and value of its table's key.
    let key: (name: String, value: JSONValue)
    private let action: Action
    private let arguments: JSONObject
    private let table: String

    /// Takes what an exchange has written; `nil` where its record has no key that request or answer names.
    init?(
        _ exchange: RecordedExchange,
        of action: Action,
        size: Int,
        onto page: SharedPage,
        _ contract: Contract
    ) {
        let tables = contract.tables.filter {
            action.tables.writes.contains($0.name) && page.action.tables.reads.contains($0.name)
        }
        guard let table = tables.first,
            let route = Routing(contract).route(exchange.request).route, let arguments = route.arguments,
            let value = arguments[table.recordKey].flatMap({ $0.identifierText == nil ? nil : $0 })
                ?? exchange.identifier(named: table.recordKey)
        else { return nil }
        self.size = size
        self.table = table.name
        self.action = action
        self.arguments = arguments
        key = (table.recordKey, value)
    }

    /// Requests that each may write short texts over the long ones: the same action again, then others that take the same members.
    func replacements(_ contract: Contract) -> [(action: Action, arguments: JSONObject)] {
        let long = arguments.filter { Self.isLong($0.value) }.map(\.name)
        let others = contract.actions.filter { other in
            other.name != action.name && other.tables.writes.contains(table)
                && long.contains { other.request.schema(of: $0) != nil }
        }
        return ([action] + others).compactMap { action in
            guard action.request.schema(of: key.name) != nil,
                let example = action.workingExample?.request
            else { return nil }
            var values = action.name == self.action.name ? arguments : example
            if action.name != self.action.name {
                for name in long where values[name] == nil { values[name] = arguments[name] }
            }
            values[key.name] = key.value
            return (action, Self.shortened(values, like: example))
        }
    }

    private static func isLong(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text): text.utf8.count > longText
        case .array(let elements): elements.contains(where: isLong)
        case .object(let object): object.contains { isLong($0.value) }
        default: false
        }
    }

    /// The values with the example's texts in place of long ones.
    private static func shortened(_ values: JSONObject, like example: JSONObject?) -> JSONObject {
        JSONObject(
            values.map { JSONMember(name: $0.name, value: shortened($0.value, like: example?[$0.name])) }
        )
    }

    private static func shortened(_ value: JSONValue, like example: JSONValue?) -> JSONValue {
        switch value {
        case .string where isLong(value): .string(example?.stringValue ?? "short")
        case .array(let elements): .array(elements.map { shortened($0, like: example) })
        case .object(let object): .object(shortened(object, like: example?.objectValue))
        default: value
        }
    }
}
