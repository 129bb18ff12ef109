import JSON

/// `health`: a readiness check.
struct HealthResource: ControlResource {
    static let name = "health"
    static let isOfSession = false

    func answer(_ request: ControlRequest) throws(ControlError) -> ControlAnswer {
        guard request.method == "GET" else { throw .method(request, allowed: ["GET"]) }
        return .json(["status": "ok"])
    }
}
