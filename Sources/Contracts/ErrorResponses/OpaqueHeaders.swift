import JSON
import JSONSchema
public import Lambda

/// The header fields that any value is right for, such as the service's name for a request: each response has another one.
public struct OpaqueHeaders: Sendable {
    private struct Field {
        var name: String
        var form: IdentifierForm
        var isRequired: Bool
    }

    private let fields: [ExactString: [Int: [Field]]]

    /// Finds the fields of responses whose values the contract calls opaque.
    ///
    /// - Complexity: O(*n*) in the size of the schemas of headers.
    public init(_ contract: Contract) {
        var fields: [ExactString: [Int: [Field]]] = [:]
        for action in contract.actions {
            for (status, response) in action.responses {
                guard let headers = response.headers else { continue }
                let required = headers.source["required"]?.arrayValue ?? []
                let opaque = contract.members(at: headers.location).filter(\.isOpaque)
                guard !opaque.isEmpty else { continue }
                fields[ExactString(action.name), default: [:]][status] = opaque.map {
                    Field(
                        name: $0.name,
                        form: IdentifierForm($0, in: contract),
                        isRequired: required.contains(.string($0.name))
                    )
                }
            }
        }
        self.fields = fields
    }

    /// Adds the required fields that a response lacks.
    ///
    /// - Parameters:
    ///   - response: The response.
    ///   - action: The action; `nil` when it is not known.
    ///   - seed: Returns the number that the next value follows from; `nil` where it is random.
    public func add(to response: inout LambdaResponse, of action: Action?, seed: () -> UInt64?) {
        for field in fields(action, response.status)
        where field.isRequired && response.headers[field.name] == nil {
            var random = SeededRandom(seed: seed() ?? .random(in: 0...(.max)))
            let value = field.form.make(using: &random)
            response.headers[field.name] = value.stringValue ?? value.compactText
        }
    }

    /// Whether a response of an action can have one.
    public func haveFields(of action: Action) -> Bool { fields[ExactString(action.name)] != nil }

    /// Whether the value of a field of a response is opaque.
    func contains(_ name: String, of action: Action?, status: Int) -> Bool {
        fields(action, status).contains { ExactString($0.name) == ExactString(name) }
    }

    private func fields(_ action: Action?, _ status: Int) -> [Field] {
        guard !fields.isEmpty, let action else { return [] }
        return fields[ExactString(action.name)]?[status] ?? []
    }
}
