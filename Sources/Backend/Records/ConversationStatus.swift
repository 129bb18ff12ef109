/// Whether a conversation takes messages.
enum ConversationStatus: String, CaseIterable, Sendable {
    case open
    case closed
}

/// Whose counter of unread messages is meant.
enum Reader: String, CaseIterable, Sendable {
    case user
    case admin

    /// The conversation's attribute that counts what this reader has not read.
    var counter: String { "unread_\(rawValue)" }
}
