import Contracts
import JSON

/// Which ids of an example stand for which ids of an attempt.
///
/// Ids that the client chooses are prefixed; those that the service makes are learnt from its answers, one to one.
struct IdentityMap: Sendable {
    private let clientIdentifier: @Sendable (String) -> String
    private var actual: [ExactString: String] = [:]
    private var original: [ExactString: String] = [:]

    /// Makes a map that knows no id of the service.
    init(clientIdentifier: @escaping @Sendable (String) -> String) {
        self.clientIdentifier = clientIdentifier
    }

    /// Takes `actual` for the example's `identifier`; false when one of them already stands for another.
    mutating func bind(_ identifier: String, to actual: String) -> Bool {
        if let known = self.actual[ExactString(identifier)] {
            return ExactString(known) == ExactString(actual)
        }
        if original[ExactString(actual)] != nil { return false }
        self.actual[ExactString(identifier)] = actual
        original[ExactString(actual)] = identifier
        return true
    }

    /// What the attempt has for an id of the service; `nil` while no answer has revealed it.
    func actual(of identifier: String) -> String? {
        actual[ExactString(identifier)]
    }

    /// A text with every id of the service in it replaced.
    /// - Complexity: O(*n* · *m*) for *n* bytes and *m* ids.
    func replacingIdentifiers(in text: String) -> String {
        actual.reduce(text) { $0.replacing($1.key.string, with: $1.value) }
    }

    /// A value of an example as the attempt says it: annotated ids replaced, the rest as it is.
    func rewritten(_ value: JSONValue, _ annotations: AnnotationIndex) -> JSONValue {
        annotations.entries.reduce(value) { value, entry in
            guard let text = value[entry.pointer]?.stringValue,
                let replacement = rewritten(text, entry.annotation)
            else { return value }
            return value.replacing(at: entry.pointer, with: .string(replacement))
        }
    }

    /// A text of an example as the attempt says it; `nil` when it is no id.
    func rewritten(_ text: String, _ annotation: ValueAnnotation) -> String? {
        switch (annotation.identity, annotation.contains) {
        case (.client, _): clientIdentifier(text)
        case (.server, _): actual(of: text)
        case (nil, .server): replacingIdentifiers(in: text)
        default: nil
        }
    }
}
