public import JSON

extension WriteAction {
    /// The action as JSON, the same for equal actions once names are sorted.
    ///
    /// Stores keep it with an idempotency token.
    public var json: JSONValue {
        var object: JSONObject = ["table": .string(table)]
        switch operation {
        case .put(let item):
            object["put"] = .object(item)
        case .update(let key, let changes):
            object["update"] = key.json
            object["changes"] = .array(changes.map(\.json))
        case .delete(let key):
            object["delete"] = key.json
        case .check(let key):
            object["check"] = key.json
        }
        object["if"] = condition?.json
        return .object(object)
    }
}

extension Key {
    fileprivate var json: JSONValue { .array([partition.json] + (sort.map { [$0.json] } ?? [])) }
}

extension Change {
    fileprivate var json: JSONValue {
        switch self {
        case .set(let name, let value): ["set": .string(name), "to": value]
        case .setIfAbsent(let name, let value): ["setIfAbsent": .string(name), "to": value]
        case .add(let name, let number): ["add": .string(name), "number": .number(number)]
        case .remove(let name): ["remove": .string(name)]
        }
    }
}

extension Condition {
    fileprivate var json: JSONValue {
        switch self {
        case .exists(let name): ["exists": .string(name)]
        case .absent(let name): ["absent": .string(name)]
        case .equals(let name, let value): ["equals": .string(name), "value": value]
        case .compare(let name, let comparison, let value):
            ["compare": .string(name), "by": .string(comparison.rawValue), "value": value]
        case .beginsWith(let name, let prefix): ["beginsWith": .string(name), "value": .string(prefix)]
        case .contains(let name, let value): ["contains": .string(name), "value": value]
        case .not(let condition): ["not": condition.json]
        case .all(let conditions): ["all": .array(conditions.map(\.json))]
        case .any(let conditions): ["any": .array(conditions.map(\.json))]
        }
    }
}
