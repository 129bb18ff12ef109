public import JSON

/// The types of JSON values.
public enum ValueType: String, Sendable, CaseIterable {
    case null, boolean, number, string, array, object

    /// Returns the type of a value.
    public init(of value: JSONValue) {
        self =
            switch value {
            case .null: .null
            case .bool: .boolean
            case .number: .number
            case .string: .string
            case .array: .array
            case .object: .object
            }
    }
}
