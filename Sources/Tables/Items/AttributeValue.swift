public import JSON

/// Attribute values as DynamoDB writes them: `{"S": "text"}`, `{"N": "1"}` and so on.
///
/// Only the types that JSON has are known. DynamoDB's sets and binary values would become another type when they are
/// written back, so they are refused.
public enum AttributeValue: Sendable {
    /// Returns the attribute value of a JSON value.
    ///
    /// - Complexity: O(*n*) in the number of values inside.
    public static func encode(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null: ["NULL": true]
        case .bool(let value): ["BOOL": .bool(value)]
        case .number(let number): ["N": .string(text(of: number))]
        case .string: ["S": value]
        case .array(let elements): ["L": .array(elements.map(encode))]
        case .object(let object): ["M": encode(item: object)]
        }
    }

    /// Returns the text of a number; one with an exponent is written as DynamoDB writes it, since moto cannot add to others.
    private static func text(of number: JSONNumber) -> String {
        let text = number.text
        return text.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") } ? number.normalized.text : text
    }

    /// Returns the attribute values of an item.
    public static func encode(item: Item) -> JSONValue {
        .object(JSONObject(item.map { JSONMember(name: $0.name, value: encode($0.value)) }))
    }

    /// Returns the attribute values of a key.
    public static func encode(_ key: Key, _ schema: KeySchema) -> JSONValue {
        var object: JSONObject = [schema.partition.name: encode(key.partition.json)]
        if let sort = schema.sort, let value = key.sort { object[sort.name] = encode(value.json) }
        return .object(object)
    }

    /// Reads an item.
    ///
    /// - Parameters:
    ///   - value: The attribute values by name.
    ///   - table: The table, for errors.
    /// - Returns: The item.
    /// - Throws: ``TableStoreError/unavailable(reason:)`` for a value that JSON cannot hold.
    public static func item(_ value: JSONValue?, in table: String) throws(TableStoreError) -> Item {
        guard case .object(let object)? = value else {
            throw .unavailable(reason: "\(table): there is no item of DynamoDB where there must be one")
        }
        var members: [JSONMember] = []
        members.reserveCapacity(object.count)
        for member in object {
            guard let value = decode(member.value) else {
                throw .unavailable(
                    reason:
                        "\(table): '\(member.name)' of an item has \(kind(of: member.value)), which JSON does "
                        + "not have; store it as a string, number, boolean, list or map"
                )
            }
            members.append(JSONMember(name: member.name, value: value))
        }
        return JSONObject(members)
    }

    /// Reads a value; `nil` for one that JSON cannot hold.
    private static func decode(_ value: JSONValue) -> JSONValue? {
        guard case .object(let object) = value, object.count == 1, let member = object.members.first else {
            return nil
        }
        switch (member.name, member.value) {
        case ("S", .string), ("BOOL", .bool):
            return member.value
        case ("NULL", _):
            return .null
        case ("N", .string(let text)):
            return JSONNumber(text).map { .number($0) }
        case ("L", .array(let elements)):
            var decoded: [JSONValue] = []
            decoded.reserveCapacity(elements.count)
            for element in elements {
                guard let value = decode(element) else { return nil }
                decoded.append(value)
            }
            return .array(decoded)
        case ("M", .object(let object)):
            var members: [JSONMember] = []
            members.reserveCapacity(object.count)
            for member in object {
                guard let value = decode(member.value) else { return nil }
                members.append(JSONMember(name: member.name, value: value))
            }
            return .object(JSONObject(members))
        default:
            return nil
        }
    }

    private static func kind(of value: JSONValue) -> String {
        guard let type = value.objectValue?.names.first, !["L", "M"].contains(type) else {
            return "a set or binary value inside"
        }
        return "type \(type)"
    }
}
