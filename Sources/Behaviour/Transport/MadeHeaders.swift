import Contracts
import JSON
import JSONSchema
import Lambda

/// The header fields that responses must have with any value, such as the service's name for a request.
struct MadeHeaders: Sendable {
    private let forms: [ExactString: [Int: [(name: String, form: IdentifierForm)]]]

    /// Finds the fields that the contract requires and whose values it calls opaque.
    ///
    /// - Complexity: O(*n*) in the size of the schemas of headers.
    init(_ contract: Contract) {
        var forms: [ExactString: [Int: [(name: String, form: IdentifierForm)]]] = [:]
        for action in contract.actions {
            for (status, response) in action.responses {
                guard let headers = response.headers, let required = headers.source["required"]?.arrayValue
                else { continue }
                let made = contract.members(at: headers.location).filter {
                    $0.isOpaque && required.contains(.string($0.name))
                }
                guard !made.isEmpty else { continue }
                forms[ExactString(action.name), default: [:]][status] = made.map {
                    ($0.name, IdentifierForm($0, in: contract))
                }
            }
        }
        self.forms = forms
    }

    /// Adds the fields that a response lacks.
    ///
    /// - Parameters:
    ///   - response: The response.
    ///   - action: The action.
    ///   - seed: Returns the number that the next value follows from; `nil` where it is random.
    func add(to response: inout LambdaResponse, of action: Action?, seed: () -> UInt64?) {
        guard !forms.isEmpty, let action,
            let fields = forms[ExactString(action.name)]?[response.status]
        else { return }
        for (name, form) in fields where response.headers[name] == nil {
            var random = SeededRandom(seed: seed() ?? .random(in: 0...(.max)))
            let value = form.make(using: &random)
            response.headers[name] = value.stringValue ?? value.compactText
        }
    }
}
