public import Gate
import JSON
public import Lambda
import Tables

/// Plays requests in their sessions: finds the session, makes go wrong what shall go wrong, asks the function behind the
/// gate, counts what it costs.
public struct SessionStage: Sendable {
    /// All sessions.
    public let book: SessionBook
    private let gate: Gate

    /// Makes a stage.
    ///
    /// - Parameters:
    ///   - book: The sessions.
    ///   - gate: Makes the gate around the function of whichever session a request belongs to.
    public init(_ book: SessionBook, gate: (any Endpoint) -> Gate) {
        self.book = book
        self.gate = gate(CurrentFunction())
    }

    /// Plays a request in a session.
    ///
    /// - Parameters:
    ///   - request: The request, without what names its session.
    ///   - session: The session.
    ///   - requested: The faults that the request itself asks for.
    /// - Returns: The answer, with what is known about it.
    /// - Throws: ``EndpointError`` when the function gave no complete answer.
    public func answer(
        _ request: LambdaRequest,
        in session: Session,
        requested: [Fault] = []
    ) async throws(EndpointError) -> SessionAnswer {
        let action = session.faults.isEmpty ? nil : gate.actionName(of: request)
        let (number, plan, isThrottled) = session.begin(action, requested: requested)
        // Only a cancelled task wakes up early, and then there is nobody to answer.
        if plan.delay > 0 { try? await Task.sleep(for: .milliseconds(plan.delay)) }
        var answer = SessionAnswer(number: number, response: .throttled, faults: plan, usage: .init())
        if let refusal = plan.refusal {
            answer.response = LambdaResponse(refusal)
        } else if !isThrottled, !plan.isReset {
            let scope = RequestScope(indexLag: plan.indexLag, function: session.function)
            let result = await RequestScope.$current.withValue(scope) {
                () async -> Result<(response: LambdaResponse, report: GateReport), EndpointError> in
                do throws(EndpointError) {
                    return .success(try await gate.exchange(request))
                } catch {
                    return .failure(error)
                }
            }
            let exchange = try result.get()
            answer.response = exchange.response
            answer.report = exchange.report
            answer.usage = scope.usage
            session.spend(scope.usage.total)
        }
        if let type = plan.contentType { answer.response.headers["Content-Type"] = type }
        if plan.lacksCORS { answer.response.removeCORS() }
        return answer
    }
}

/// The function of the session that a request belongs to.
private struct CurrentFunction: Endpoint {
    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        guard let function = RequestScope.current?.function else {
            throw .unreachable(reason: "the request belongs to no session")
        }
        return try await function.send(request)
    }
}

extension LambdaResponse {
    /// What a table answers through the function when it is asked for more than its capacity.
    fileprivate static var throttled: LambdaResponse {
        LambdaResponse(
            FaultPlan.Refusal(
                status: 429,
                error: "the table's capacity is used up; try again later",
                retryAfter: 1
            )
        )
    }

    /// The answer to a request that a fault keeps from the function.
    ///
    /// A 502 is what a Function URL says when the function fails; the rest has the service's own error shape.
    fileprivate init(_ refusal: FaultPlan.Refusal) {
        self.init(status: refusal.status, headers: ["Access-Control-Allow-Origin": "*"])
        if let seconds = refusal.retryAfter { headers["Retry-After"] = String(seconds) }
        if refusal.status == 502, refusal.error == nil {
            headers["Content-Type"] = "text/plain"
            body = Array("Internal Server Error".utf8)
        } else {
            let text = refusal.error ?? "a fault that was asked for: status \(refusal.status)"
            headers["Content-Type"] = "application/json"
            body = JSONValue.object(["success": false, "error": .string(text)]).serialized()
        }
    }

    fileprivate mutating func removeCORS() {
        for name in headers.fields.map(\.name) where name.lowercased().hasPrefix("access-control-") {
            headers[name] = nil
        }
    }
}
