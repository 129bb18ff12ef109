import Conformance
import Contracts
import JSON

/// A deviation of the endpoint's response from the oracle's, with the place of the oracle's value.
struct WalkDeviation: Sendable, Hashable {
    /// The deviation, with the endpoint's ids.
    var deviation: Deviation
    /// The place in the endpoint's response.
    let pointer: JSONPointer
    /// The id of the rule that the contract names for this value; `nil` for the walk's own.
    var rule: String?
    /// The list, when the deviation is in one.
    var list: JSONPointer?
    /// The oracle's record, when the deviation is in one.
    var record: JSONValue?
    /// The pointer from the record to the value.
    var member: JSONPointer?
    /// The oracle's value.
    var value: JSONValue?
    /// Whether the value equals the oracle's up to where the service may cut it.
    var isPrefix = false

    /// A description of the deviation.
    var kind: Deviation.Kind { deviation.kind }

    /// A key that is equal for the same deviation in another attempt: without positions in lists and values.
    var signature: String {
        let tokens = (list.map { $0.tokens + ["*"] + (member?.tokens ?? []) }) ?? pointer.tokens
        return "\(kind.rawValue) /\(tokens.joined(separator: "/"))"
    }
}
