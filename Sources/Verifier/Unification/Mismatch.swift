import JSON

/// A place at which an answer is not what was expected.
struct Mismatch: Sendable, Hashable {
    /// The place in the answer.
    let pointer: JSONPointer
    /// What was expected there.
    let expected: String
    /// What stands there.
    let seen: String
    /// Whether a list that other traffic fills may hide the record that is missing.
    var mayBeHidden = false

    /// The mismatch on one line.
    var line: String {
        "at '\(pointer)': expected \(expected), seen \(seen)"
    }
}
