/// The page at `/__understudy/`.
struct PageResource: ControlResource {
    static let name = ""
    static let isOfSession = false

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
        return ControlAnswer(response: LivePage.response())
    }
}
