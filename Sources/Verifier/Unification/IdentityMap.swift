import Contracts
import JSON
import VerifierEvents

/// A map from the ids of an example to the ids of an attempt.
///
/// Ids that the client chooses get a prefix; those that the service creates are learnt from its responses, one to one.
struct IdentityMap: Sendable {
    private let clientIdentifier: @Sendable (String) -> String
    private var actual: [ExactString: String] = [:]
    private var original: [ExactString: String] = [:]

    /// Creates a map without ids of the service.
    init(clientIdentifier: @escaping @Sendable (String) -> String) {
        self.clientIdentifier = clientIdentifier
    }

    /// Maps the example's `identifier` to `actual`; returns false when one of them is already mapped to another.
    mutating func bind(_ identifier: String, to actual: String) -> Bool {
        if let known = self.actual[ExactString(identifier)] {
            return ExactString(known) == ExactString(actual)
        }
        if original[ExactString(actual)] != nil { return false }
        self.actual[ExactString(identifier)] = actual
        original[ExactString(actual)] = identifier
        return true
    }

    /// Returns the attempt's id for an id of the service; `nil` while no response has revealed it.
    func actual(of identifier: String) -> String? {
        actual[ExactString(identifier)]
    }

    /// Returns the attempt's id for one that the client chooses.
    func client(_ identifier: String) -> String { clientIdentifier(identifier) }

    /// Returns a text with every id of the service in it replaced.
    /// - Complexity: O(*n* · *m*) for *n* bytes and *m* ids.
    func replacingIdentifiers(in text: String) -> String {
        actual.reduce(text) { $0.replacing($1.key.string, with: $1.value) }
    }

    /// Returns a value of an example for the attempt: annotated ids replaced, the rest unchanged.
    func rewritten(_ value: JSONValue, _ annotations: AnnotationIndex) -> JSONValue {
        annotations.entries.reduce(value) { value, entry in
            guard let id = value[entry.pointer], let text = id.identifierText,
                let replacement = rewritten(text, entry.annotation)
            else { return value }
            return value.replacing(at: entry.pointer, with: id.identifier(replacement))
        }
    }

    /// Returns a text of an example for the attempt; `nil` when it is no id.
    func rewritten(_ text: String, _ annotation: ValueAnnotation) -> String? {
        switch (annotation.identity, annotation.contains) {
        case (.client, _): clientIdentifier(text)
        case (.server, _): actual(of: text)
        case (nil, .server): replacingIdentifiers(in: text)
        default: nil
        }
    }
}
