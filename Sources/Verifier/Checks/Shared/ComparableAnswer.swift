import Contracts
import JSON
import Lambda
import VerifierEvents

/// A response without what differs between two attempts that do the same: ids, times, and in shared lists the records of
/// others.
struct ComparableAnswer: Sendable {
    /// The status.
    let status: Int
    /// The body; `nil` where there is none.
    let body: JSONValue?

    /// Creates it from a response.
    ///
    /// - Parameters:
    ///   - exchange: The response.
    ///   - action: Its action.
    ///   - attempt: The attempt whose ids are known.
    ///   - isOwn: Whether a record of a shared list counts; those of the attempt when `nil`.
    ///   - texts: Replaces texts before everything else, such as the id in the request; `nil` keeps a text.
    ///   - tellsKnown: Whether an id that is known differs from another one.
    /// - Complexity: O(*n* log *n*) in the size of the response.
    init(
        _ exchange: RecordedExchange,
        of action: Action,
        _ attempt: Attempt,
        where isOwn: ((JSONValue) -> Bool)? = nil,
        replacing texts: @escaping (String) -> String? = { _ in nil },
        tellingKnown tellsKnown: Bool = true
    ) {
        status = exchange.response.status
        guard let json = exchange.json else {
            body = nil
            return
        }
        let ids = attempt.ids
        let annotations = ListAnnotations(of: json, by: action.responses[status]?.schema)
        let form = Form(
            annotations: annotations,
            // What a value is can still be told of an answer that breaks its schema somewhere.
            examples: annotations.isEmpty ? ExampleAnnotations(of: action, status: status) : nil,
            prefix: attempt.prefix,
            isOwn: isOwn ?? { $0.mentions(ids) },
            texts: texts,
            identifier: { tellsKnown ? ids.contains($0) ? "an id that is known" : "a new id" : "an id" }
        )
        body = form.comparable(json, at: JSONPointer())
    }

    /// What is replaced in a response.
    private struct Form {
        let annotations: ListAnnotations
        let examples: ExampleAnnotations?
        let prefix: String
        let isOwn: (JSONValue) -> Bool
        let texts: (String) -> String?
        let identifier: (String) -> JSONValue

        func comparable(_ value: JSONValue, at place: JSONPointer) -> JSONValue {
            let annotation = annotation(at: place) ?? ValueAnnotation()
            switch value {
            case .object(let object):
                return .object(
                    JSONObject(
                        // Whether there is a next page depends on other traffic as well.
                        object.filter { self.annotation(at: place.appending($0.name))?.isOpaque != true }.map
                        {
                            JSONMember(
                                name: $0.name,
                                value: comparable($0.value, at: place.appending($0.name))
                            )
                        }
                    )
                )
            case .array(let elements):
                let isShared = annotation.list?.scope == .shared
                let own = elements.indices.filter { !isShared || isOwn(elements[$0]) }.map { index in
                    comparable(elements[index], at: place.appending(index))
                }
                guard annotation.list != nil else { return .array(own) }
                // Elements with equal values may be in any order, and concurrent requests may finish in any.
                return .array(own.sorted { $0.compactText < $1.compactText })
            case .number where annotation.isTime, .string where annotation.isTime:
                return "a time"
            case .number where annotation.identity == .server:
                return identifier(value.identifierText ?? "")
            case .string(let text):
                if let replacement = texts(text) { return .string(replacement) }
                if annotation.contains != nil { return "a text with an id" }
                if annotation.identity == .server { return identifier(text) }
                return .string(text.replacing(prefix, with: "RUN"))
            default:
                return value
            }
        }

        private func annotation(at place: JSONPointer) -> ValueAnnotation? {
            annotations[place] ?? examples?[place]
        }
    }

    /// Returns whether both are equal; for refusals only that both are refusals.
    func agrees(with other: ComparableAnswer) -> Bool {
        if isRefusal && other.isRefusal { return true }
        return status == other.status && body == other.body
    }

    /// Whether the request was refused.
    var isRefusal: Bool { (400..<500).contains(status) }

    /// A short description of the response.
    var summary: String { "\(status) \(body?.shown ?? "without a body")" }
}
