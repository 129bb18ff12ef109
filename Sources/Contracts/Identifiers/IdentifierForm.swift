public import JSON
public import JSONSchema

/// How a service makes the values of one attribute that nobody else may choose, by the attribute's schema.
public struct IdentifierForm: Sendable {
    private enum Kind {
        /// A version 4 UUID in lower case.
        case uuid
        /// A text of a pattern.
        case pattern(IdentifierPattern)
        /// A text of a pattern that only the schema's generator understands.
        case generated(InstanceGenerator)
        /// A whole number of a range.
        case integer(ClosedRange<Int>)
    }

    private let kind: Kind

    /// Chooses the form for an attribute.
    ///
    /// - Complexity: O(*n*) in the length of the attribute's pattern.
    public init(_ member: RecordMember, in contract: Contract) {
        if member.types == ["number"] {
            let least = member.minimum?.intValue ?? 1
            let most = member.maximum?.intValue ?? max(least, 999_999_999)
            kind = .integer(min(least, most)...max(least, most))
        } else if let pattern = member.pattern {
            if let pattern = IdentifierPattern(pattern) {
                kind = .pattern(pattern)
            } else if let schema = try? contract.registry.compile(member.location.uri) {
                kind = .generated(InstanceGenerator(schema, in: contract.registry))
            } else {
                kind = .uuid
            }
        } else if let length = member.maximumLength, length < 36 {
            kind = .pattern(IdentifierPattern(length: max(length, 1)))
        } else {
            kind = .uuid
        }
    }

    /// Makes a value, which hardly ever repeats.
    ///
    /// - Complexity: O(*n*) in the length of the value.
    public func make(using random: inout SeededRandom) -> JSONValue {
        switch kind {
        case .uuid: .string(random.uuid())
        case .pattern(let pattern): .string(pattern.text(using: &random))
        case .generated(let generator): generator.valid(using: &random) ?? .string(random.uuid())
        case .integer(let range): .number(JSONNumber(random.number(in: range)))
        }
    }
}
