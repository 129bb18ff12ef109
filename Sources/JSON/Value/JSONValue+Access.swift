extension JSONValue {
    /// Whether this is `null`.
    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The truth value, unless this is another type.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The number, unless this is another type.
    public var numberValue: JSONNumber? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The number as an `Int`: `3` and `3.0` both give 3; `nil` for fractions, for what does not fit, and for other types.
    public var intValue: Int? {
        if case .number(let value) = self { value.intValue } else { nil }
    }

    /// The text, unless this is another type.
    public var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The elements, unless this is another type.
    public var arrayValue: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The object, unless this is another type.
    public var objectValue: JSONObject? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The type's name in JSON Schema: `null`, `boolean`, `number`, `string`, `array` or `object`.
    public var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// The member of that name; `nil` when there is none or this is no object.
    public subscript(_ name: String) -> JSONValue? {
        if case .object(let object) = self { object[name] } else { nil }
    }

    /// The value that a pointer leads to; `nil` when it leads nowhere (RFC 6901, section 4).
    ///
    /// - Complexity: O(*n*) in the number of the pointer's tokens, besides the look-up of names.
    public subscript(_ pointer: JSONPointer) -> JSONValue? {
        var current = self
        for token in pointer.tokens {
            guard let next = current.child(token) else { return nil }
            current = next
        }
        return current
    }

    /// The value one token further: a member of an object or an element of an array.
    private func child(_ token: String) -> JSONValue? {
        switch self {
        case .object(let object):
            return object[token]
        case .array(let elements):
            guard let index = JSONPointer.arrayIndex(token), index < elements.count else { return nil }
            return elements[index]
        default:
            return nil
        }
    }
}

extension JSONValue {
    /// A copy in which the value at a pointer is another, or is gone.
    ///
    /// - Parameters:
    ///   - pointer: The place. The token `-`, and an index equal to the count, append to an array (RFC 6902, section 4.1).
    ///   - replacement: The new value; `nil` removes the member or element.
    /// - Returns: The changed copy. It is unchanged when the pointer's parent does not exist, when there is nothing to
    ///   remove, and when the root is to be removed.
    /// - Complexity: O(*d* + *n*) in the pointer's length and the sizes of the containers on its way.
    public func replacing(at pointer: JSONPointer, with replacement: JSONValue?) -> JSONValue {
        var copy = self
        copy.replace(pointer.tokens[...], with: replacement)
        return copy
    }

    private mutating func replace(_ tokens: ArraySlice<String>, with replacement: JSONValue?) {
        guard let token = tokens.first else {
            if let replacement { self = replacement }
            return
        }
        let rest = tokens.dropFirst()
        switch self {
        case .object(var object):
            if rest.isEmpty {
                object[token] = replacement
            } else if var member = object[token] {
                member.replace(rest, with: replacement)
                object[token] = member
            } else {
                return
            }
            self = .object(object)
        case .array(var elements):
            let index = token == "-" ? elements.count : JSONPointer.arrayIndex(token)
            guard let index, index <= elements.count else { return }
            if index == elements.count {
                guard rest.isEmpty, let replacement else { return }
                elements.append(replacement)
            } else if rest.isEmpty {
                if let replacement {
                    elements[index] = replacement
                } else {
                    elements.remove(at: index)
                }
            } else {
                elements[index].replace(rest, with: replacement)
            }
            self = .array(elements)
        default:
            return
        }
    }
}
