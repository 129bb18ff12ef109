import Conformance
import Contracts
import JSON

/// A deviation of the endpoint's answer from the oracle's, and where the oracle's value stands.
struct WalkDeviation: Sendable, Hashable {
    /// The deviation, with the endpoint's ids.
    var deviation: Deviation
    /// The place in the endpoint's answer.
    let pointer: JSONPointer
    /// The id of the rule that the contract names for this value; `nil` for the walk's own.
    var rule: String?
    /// The list, when the deviation is in one.
    var list: JSONPointer?
    /// The oracle's record, when the deviation is in one.
    var record: JSONValue?
    /// From the record to the value.
    var member: JSONPointer?
    /// The oracle's value.
    var value: JSONValue?
    /// Whether the value is the oracle's up to where the service may cut it.
    var isPrefix = false

    /// What is wrong.
    var kind: Deviation.Kind { deviation.kind }

    /// What it has in common with the same deviation in another attempt: positions in lists and values left out.
    var signature: String {
        let tokens = (list.map { $0.tokens + ["*"] + (member?.tokens ?? []) }) ?? pointer.tokens
        return "\(kind.rawValue) /\(tokens.joined(separator: "/"))"
    }
}
