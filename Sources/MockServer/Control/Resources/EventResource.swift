import Sessions

/// `events`: a stream of all requests as they are answered; `events?session=NAME`: those of one session, which need
/// not exist yet.
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
