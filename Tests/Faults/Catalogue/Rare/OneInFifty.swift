import JSON

extension Catalogue {
    /// Faults that occur in one call of fifty, and then not again when the same is asked.
    static let byChance: [Fault] = [
        "chat/send: last_message stays", "chat/send: the counter rises by two",
        "chat/send: the conversation has no message", "chat/send: messages are read when they are stored",
        "chat/send: sender_id is the conversation's", "chat/send: message_id is called messageId",
        "chat/messages: the newest is left out", "chat/messages: is_read is 0 or 1",
        "chat/messages: the newest is first", "chat/conversations: counters are strings",
        "chat/conversations: last_message is missing",
        "chat/conversations: every user's conversations are listed",
        "admin/conversations: unread_user is missing", "admin/leads: link_id is missing",
        "admin/leads: times are in seconds", "affiliate/submit-lead: lead_name stays name",
        "affiliate/stats: counts are strings", "transport: successes have no CORS header",
        "transport: failures are HTML", "transport: successes are 201",
    ].map(oneInFifty)
}
