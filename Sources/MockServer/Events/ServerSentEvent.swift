/// A server-sent event.
///
/// Source: WHATWG HTML, section 9.2 "Server-sent events".
struct ServerSentEvent: Sendable, Hashable {
    /// A comment that is sent while nothing happens, so that both sides detect a lost connection.
    static let heartbeat = ServerSentEvent(name: nil, id: nil, data: nil)

    /// The event name.
    let name: String?
    /// The event id, from which a reconnecting client continues.
    let id: Int?
    /// The payload as one line of JSON; `nil` for a comment.
    let data: String?

    /// The event in the format of the stream.
    var text: String {
        guard let data else { return ":\n\n" }
        var text = ""
        if let id { text += "id: \(id)\n" }
        if let name { text += "event: \(name)\n" }
        return text + "data: \(data)\n\n"
    }
}
