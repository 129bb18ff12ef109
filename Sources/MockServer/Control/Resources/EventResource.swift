import Sessions

/// `events`: every request as it is answered, for as long as somebody listens; `events?session=NAME`: those of a session,
/// which need not be there yet.
struct EventResource: ControlResource {
    static let name = "events"
    static let isOfSession = false

    let exchanges: LiveExchanges

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
        guard let text = request.parameter("session") else { return .events(exchanges.listen()) }
        let session = try asControl { () throws(SessionError) in try SessionName(text) }
        return .events(exchanges.listen(to: session))
    }
}
