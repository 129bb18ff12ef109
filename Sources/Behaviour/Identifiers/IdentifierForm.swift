import Contracts
import JSON
import JSONSchema

/// How the service makes the ids of one attribute, by its schema.
enum IdentifierForm: Sendable {
    /// A version 4 UUID in lower case.
    case uuid
    /// A text of a pattern.
    case pattern(IdentifierPattern)
    /// A text of a pattern that only the schema's generator understands.
    case generated(InstanceGenerator)
    /// A whole number of a range.
    case integer(ClosedRange<Int>)

    /// Chooses the form for an attribute.
    init(_ member: RecordMember, in contract: Contract) {
        if member.types == ["number"] {
            let least = member.minimum?.intValue ?? 1
            let most = member.maximum?.intValue ?? max(least, 999_999_999)
            self = .integer(min(least, most)...max(least, most))
        } else if let pattern = member.pattern {
            if let pattern = IdentifierPattern(pattern) {
                self = .pattern(pattern)
            } else if let schema = try? contract.registry.compile(member.location.uri) {
                self = .generated(InstanceGenerator(schema, in: contract.registry))
            } else {
                self = .uuid
            }
        } else if let length = member.maximumLength, length < 36 {
            self = .pattern(IdentifierPattern(length: max(length, 1)))
        } else {
            self = .uuid
        }
    }

    /// Makes an id.
    func make(using random: inout SeededRandom) -> JSONValue {
        switch self {
        case .uuid: .string(random.uuid())
        case .pattern(let pattern): .string(pattern.text(using: &random))
        case .generated(let generator): generator.valid(using: &random) ?? .string(random.uuid())
        case .integer(let range): .number(JSONNumber(random.number(in: range)))
        }
    }
}
