/// One event of a stream that a page listens to.
///
/// Source: WHATWG HTML, section 9.2 "Server-sent events".
struct ServerSentEvent: Sendable, Hashable {
    /// What is sent when nothing happens, so that both sides know that the other is there.
    static let heartbeat = ServerSentEvent(name: nil, id: nil, data: nil)

    /// The event's name.
    let name: String?
    /// Its number, by which a client that was away goes on.
    let id: Int?
    /// What happened, as one line of JSON; `nil` for a comment.
    let data: String?

    /// The event as it goes over the wire.
    var text: String {
        guard let data else { return ":\n\n" }
        var text = ""
        if let id { text += "id: \(id)\n" }
        if let name { text += "event: \(name)\n" }
        return text + "data: \(data)\n\n"
    }
}
