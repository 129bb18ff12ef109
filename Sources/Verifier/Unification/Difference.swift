import Contracts
import JSON

/// A place at which an endpoint's answer is not what the oracle's answer asks for.
struct Difference: Sendable, Hashable {
    /// What is wrong there.
    enum Kind: String, Sendable, Hashable {
        /// The request is answered with another status.
        case status
        /// A value is another one.
        case value
        /// A value or a record is not there.
        case missing
        /// A value or a record is there that should not be.
        case extra
        /// Records stand in another order, or their times do.
        case order
        /// A list is longer than was asked for.
        case length
    }

    /// What is wrong.
    let kind: Kind
    /// The place in the endpoint's answer.
    let pointer: JSONPointer
    /// What should stand there, with the endpoint's ids.
    let expected: String
    /// What stands there.
    let seen: String
    /// The id of the rule that the contract names for this value; `nil` for the walk's own.
    var rule: String?
    /// The list, when the difference is in one.
    var list: JSONPointer?
    /// The oracle's record, when the difference is in one.
    var record: JSONValue?
    /// From the record to the value.
    var member: JSONPointer?
    /// The oracle's value.
    var value: JSONValue?
    /// Whether the value is the oracle's up to where the service may cut it.
    var isPrefix = false

    /// The difference on one line.
    var line: String {
        "at '\(pointer)': expected \(expected), seen \(seen)"
    }

    /// What it has in common with the same difference in another attempt: positions in lists and values left out.
    var signature: String {
        let tokens = (list.map { $0.tokens + ["*"] + (member?.tokens ?? []) }) ?? pointer.tokens
        return "\(kind.rawValue) /\(tokens.joined(separator: "/"))"
    }
}
