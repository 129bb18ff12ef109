public import JSON

/// The expected HTTP statuses.
public enum StatusExpectation: Sendable, Hashable {
    /// Exactly this status.
    case exact(Int)
    /// Any status of a class, by its first digit: 4 for `4xx`.
    case anyOfClass(Int)
    /// Any of these.
    case oneOf([StatusExpectation])

    /// Decodes `404`, `"4xx"` or a list of these; returns `nil` for anything else.
    public init?(_ value: JSONValue) {
        switch value {
        case .number(let number):
            guard let status = number.intValue, (100...599).contains(status) else { return nil }
            self = .exact(status)
        case .string(let text):
            let bytes = Array(text.utf8)
            guard bytes.count == 3, bytes[1...] == [0x78, 0x78], (0x31...0x35).contains(bytes[0]) else {
                return nil
            }
            self = .anyOfClass(Int(bytes[0]) - 0x30)
        case .array(let choices):
            let expectations = choices.compactMap(StatusExpectation.init)
            guard expectations.count == choices.count, !choices.isEmpty else { return nil }
            self = .oneOf(expectations)
        default:
            return nil
        }
    }

    /// Returns whether a status is expected.
    /// - Complexity: O(*n*) in the length of the list.
    public func matches(_ status: Int) -> Bool {
        switch self {
        case .exact(let expected): status == expected
        case .anyOfClass(let digit): status / 100 == digit
        case .oneOf(let choices): choices.contains { $0.matches(status) }
        }
    }

    /// Whether a status of success, 2xx, is expected.
    public var allowsSuccess: Bool { (200..<300).contains(where: matches) }

    /// Whether a refusal, 4xx, is expected.
    public var allowsRefusal: Bool { (400..<500).contains(where: matches) }
}

extension StatusExpectation: CustomStringConvertible {
    /// The expectation as reports write it: `404`, `4xx`, `400 or 404`.
    public var description: String {
        switch self {
        case .exact(let status): String(status)
        case .anyOfClass(let digit): "\(digit)xx"
        case .oneOf(let choices): choices.map(\.description).joined(separator: " or ")
        }
    }
}
