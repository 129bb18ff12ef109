/// The status of a conversation: whether it accepts messages.
enum ConversationStatus: String, CaseIterable, Sendable {
    case open
    case closed
}

/// The two sides of a conversation, each with a counter of unread messages.
enum Reader: String, CaseIterable, Sendable {
    case user
    case admin

    /// The attribute that counts the messages that this side has not read.
    var counter: String { "unread_\(rawValue)" }
}
