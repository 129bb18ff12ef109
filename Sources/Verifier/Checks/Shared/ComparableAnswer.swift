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
    /// - Complexity: O(*n* log *n*) in the size of the response.
    init(
        _ exchange: RecordedExchange,
        of action: Action,
        _ attempt: Attempt,
        where isOwn: ((JSONValue) -> Bool)? = nil,
        replacing texts: (String) -> String? = { _ in nil }
    ) {
        status = exchange.response.status
        guard let json = exchange.json else {
            body = nil
            return
        }
        let annotations = ListAnnotations(of: json, by: action.responses[status]?.schema)
        let ids = attempt.ids
        let isOwn = isOwn ?? { $0.mentions(ids) }
        body = Self.comparable(json, at: JSONPointer(), annotations, attempt, isOwn, texts)
    }

    private static func comparable(
        _ value: JSONValue,
        at place: JSONPointer,
        _ annotations: ListAnnotations,
        _ attempt: Attempt,
        _ isOwn: (JSONValue) -> Bool,
        _ texts: (String) -> String?
    ) -> JSONValue {
        let annotation = annotations[place] ?? ValueAnnotation()
        switch value {
        case .object(let object):
            return .object(
                JSONObject(
                    // Whether there is a next page depends on other traffic as well.
                    object.filter { annotations[place.appending($0.name)]?.isOpaque != true }.map { member in
                        JSONMember(
                            name: member.name,
                            value: comparable(
                                member.value,
                                at: place.appending(member.name),
                                annotations,
                                attempt,
                                isOwn,
                                texts
                            )
                        )
                    }
                )
            )
        case .array(let elements):
            let isShared = annotation.list?.scope == .shared
            let own = elements.indices.filter { !isShared || isOwn(elements[$0]) }.map { index in
                comparable(elements[index], at: place.appending(index), annotations, attempt, isOwn, texts)
            }
            guard annotation.list != nil else { return .array(own) }
            // Elements with equal values may be in any order, and concurrent requests may finish in any.
            return .array(own.sorted { $0.compactText < $1.compactText })
        case .number where annotation.isTime, .string where annotation.isTime:
            return "a time"
        case .number where annotation.identity == .server:
            return attempt.ids.contains(value.identifierText ?? "") ? "an id that is known" : "a new id"
        case .string(let text):
            if let replacement = texts(text) { return .string(replacement) }
            if annotation.contains != nil { return "a text with an id" }
            if annotation.identity == .server {
                return attempt.ids.contains(text) ? "an id that is known" : "a new id"
            }
            return .string(text.replacing(attempt.prefix, with: "RUN"))
        default:
            return value
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
