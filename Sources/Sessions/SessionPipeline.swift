import Contracts
public import Gate
import JSON
public import Lambda
import Synchronization
import Tables

/// Plays requests in their sessions: finds the session, makes go wrong what shall go wrong, asks the function behind the
/// gate, counts what it costs.
public final class SessionPipeline: Sendable {
    /// All sessions.
    public let registry: SessionRegistry
    private let gate: Mutex<Gate>

    /// Makes a pipeline.
    ///
    /// - Parameters:
    ///   - registry: The sessions.
    ///   - gate: Makes the gate around the function of whichever session a request belongs to.
    public init(_ registry: SessionRegistry, gate: (any Endpoint) -> Gate) {
        self.registry = registry
        self.gate = Mutex(gate(CurrentFunction()))
    }

    /// Holds requests that begin from now on to another contract; sessions stay as they are.
    public func replaceGate(_ make: (any Endpoint) -> Gate) {
        let next = make(CurrentFunction())
        gate.withLock { $0 = next }
    }

    /// Plays a request in a session.
    ///
    /// - Parameters:
    ///   - request: The request, without what names its session.
    ///   - session: The session.
    ///   - requested: The faults that the request itself asks for.
    /// - Returns: The answer, with what is known about it: 502 where the function gave no complete one.
    public func answer(
        _ request: LambdaRequest,
        in session: Session,
        requested: [Fault] = []
    ) async -> SessionAnswer {
        let gate = gate.withLock { $0 }
        let hasFaults = !request.isPreflight && !(session.faults.isEmpty && requested.isEmpty)
        let action = hasFaults ? gate.action(of: request) : nil
        let begun = session.begin(
            action,
            isRead: request.isRead,
            requested: requested,
            isSpared: request.isPreflight
        )
        let plan = begun.plan
        // Only a cancelled task wakes up early, and then there is nobody to answer.
        if plan.delay > 0 { try? await Task.sleep(for: .milliseconds(plan.delay)) }
        var answer = SessionAnswer(
            number: begun.number,
            action: action?.name,
            response: .throttled,
            faults: plan
        )
        if let refusal = plan.refusal {
            answer.response = LambdaResponse(refusal)
        } else if !begun.isThrottled, !plan.isReset {
            await play(request, begun.scope, in: session, through: gate, &answer)
            if plan.capacity != nil { session.spend(answer.usage.total) }
        }
        if let type = plan.contentType { answer.response.headers["Content-Type"] = type }
        if plan.lacksCORS { answer.response.removeCORS() }
        if request.isPreflight { answer.response.allowOwnHeaders() }
        return answer
    }

    /// Answers a request that the function never sees; it has its number all the same.
    public func refuse(with response: LambdaResponse, in session: Session) -> SessionAnswer {
        let begun = session.begin(nil, isRead: true)
        return SessionAnswer(number: begun.number, action: nil, response: response, faults: FaultPlan())
    }

    private func play(
        _ request: LambdaRequest,
        _ scope: RequestScope,
        in session: Session,
        through gate: Gate,
        _ answer: inout SessionAnswer
    ) async {
        var read: ExactString?
        let adviser: Gate.Adviser = { action, arguments in
            let look = session.polls.look(at: action, arguments, request, now: session.elapsed())
            read = look?.read
            return look?.advice ?? []
        }
        let result = await RequestScope.$current.withValue(scope) {
            () async -> Result<(response: LambdaResponse, report: GateReport), EndpointError> in
            do throws(EndpointError) {
                return .success(try await gate.exchange(request, adviser: adviser))
            } catch {
                return .failure(error)
            }
        }
        answer.usage = scope.usage
        switch result {
        case .success(let exchange):
            answer.response = exchange.response
            answer.report = exchange.report
            answer.action = exchange.report.action
            answer.measured = session.measures.note(
                gate.contract.service.measures,
                changes: scope.changes,
                answer: (exchange.report.action, exchange.response),
                tables: session.store.definitions,
                now: session.clock.now()
            )
            if let read { session.polls.note(read, answer: exchange.response, request: request) }
        case .failure(let error):
            answer.response = .badGateway
            answer.report = GateReport(warnings: ["the function failed: \(error)"])
        }
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

extension LambdaRequest {
    /// Whether its method is one that changes nothing.
    fileprivate var isRead: Bool { ["GET", "HEAD", "OPTIONS"].contains(method) }
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

    /// The answer to a request that a fault keeps from the function, in the service's own error shape.
    fileprivate init(_ refusal: FaultPlan.Refusal) {
        if refusal.status == 502, refusal.error == nil {
            self = .badGateway
        } else {
            let text = refusal.error ?? "a fault that was asked for: status \(refusal.status)"
            self.init(
                status: refusal.status,
                headers: ["Content-Type": "application/json", "Access-Control-Allow-Origin": "*"],
                body: JSONValue.object(["success": false, "error": .string(text)]).serialized()
            )
        }
        if let seconds = refusal.retryAfter {
            headers["Retry-After"] = String(seconds)
            // A page of another origin reads it only when it is told that it may.
            headers["Access-Control-Expose-Headers"] = "Retry-After"
        }
    }

    fileprivate mutating func removeCORS() {
        for name in headers.fields.map(\.name) where name.lowercased().hasPrefix("access-control-") {
            headers[name] = nil
        }
    }
}
