/// `events`: every request of every session as it is answered, for as long as somebody listens.
struct EventResource: ControlResource {
    static let name = "events"
    static let isOfSession = false

    let exchanges: LiveExchanges

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
        return .events(exchanges.listen())
    }
}
