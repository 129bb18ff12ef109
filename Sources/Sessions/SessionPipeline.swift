import Contracts
public import FaultInjection
import Gate
import JSON
public import Lambda
import Synchronization
import Tables

/// Answers requests in their sessions: injects the faults that are due, sends the request through the gate to the function, counts
/// what it costs.
public final class SessionPipeline: Sendable {
    /// All sessions.
    public let registry: SessionRegistry
    private let contract: CurrentContract

    /// Creates a pipeline.
    ///
    /// - Parameters:
    ///   - registry: The sessions.
    ///   - contract: The contract that requests are answered by.
    public init(_ registry: SessionRegistry, contract: CurrentContract) {
        self.registry = registry
        self.contract = contract
    }

    /// Answers a request in a session.
    ///
    /// A path that is an action's name, such as `/orders/place`, names the action where nothing else does. A compressed body is
    /// refused with 415: a function takes it for broken JSON.
    /// - Parameters:
    ///   - request: The request, without what names its session.
    ///   - session: The session.
    ///   - requested: The faults that the request itself asks for.
    /// - Returns: The response, with what is known about it: 502 where the function gave no complete one.
    /// - Complexity: O(*n*) in the size of the request, whose body is parsed once.
    public func answer(
        _ request: LambdaRequest,
        in session: Session,
        requested: [Fault] = []
    ) async -> SessionAnswer {
        if let codings = ContentCoding.codings(of: request) {
            let reason = ContentCoding.reason(codings)
            return refuse(with: refusal(415, reason, ContentCoding.taken), in: session)
        }
        let served = contract.served
        let isRepeatable = AnswerMemory.isRepeatable(request)
        let known = isRepeatable ? served.answers.read(request, in: session.name) : nil
        let routed = known?.routed ?? served.gate.routing.route(request, takingPath: true)
        let action = routed.action
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
            key: served.contract.service.apiKeys?.place,
            response: LambdaResponse(status: 429),
            faults: plan
        )
        if let refusal = plan.refusal {
            answer.response = served.response(to: routed, failingBy: refusal)
        } else if begun.isThrottled {
            answer.response = served.response(to: routed, failingBy: .throttled)
        } else if !plan.isReset {
            let endpoint = served.endpoint(begun.function, begun.store, session.clock)
            // A lagging index changes by itself, and what a strict gate refuses depends on earlier requests.
            let isKept = isRepeatable && plan.indexLag == 0 && !served.gate.isStrict
            let version = isKept ? endpoint.knownVersion(for: routed) : nil
            if let known, let version, known.version == version {
                repeatAnswer(known, in: session, &answer)
            } else {
                await respond(to: routed, version, begun, in: session, by: served, endpoint, &answer)
            }
            if plan.capacity != nil { session.spend(answer.usage.total) }
        }
        if let type = plan.contentType { answer.response.headers["Content-Type"] = type }
        if plan.lacksCORS { answer.response.removeCORS() }
        if request.isPreflight { answer.response.allowOwnHeaders() }
        return answer
    }

    /// Returns the refusal of a request that the function never sees, in the contract's error shape.
    ///
    /// - Parameters:
    ///   - status: The status.
    ///   - reason: Why, in one sentence.
    ///   - headers: Further header lines of the response.
    /// - Returns: The response.
    public func refusal(
        _ status: Int,
        _ reason: String,
        _ headers: HeaderFields = HeaderFields()
    ) -> LambdaResponse {
        var response = contract.served.gate.errors.response(status, ErrorReason(reason))
        for field in headers.fields { response.headers.append(field.name, field.value) }
        return response
    }

    /// Answers a request that the function never sees; it has its number all the same.
    public func refuse(with response: LambdaResponse, in session: Session) -> SessionAnswer {
        let begun = session.begin(nil, isRead: true)
        return SessionAnswer(
            number: begun.number,
            action: nil,
            key: contract.contract.service.apiKeys?.place,
            response: response,
            faults: FaultPlan()
        )
    }

    /// Gives an answer again: nothing that it depends on has changed since.
    private func repeatAnswer(
        _ read: AnswerMemory.Read,
        in session: Session,
        _ answer: inout SessionAnswer
    ) {
        answer.response = read.response
        answer.report = read.report
        answer.action = read.report.action
        answer.usage = read.usage
        answer.trace = read.trace
        guard let poll = read.poll else { return }
        answer.report?.advice += session.polls.look(at: poll, read.routed.request, now: session.elapsed())
        session.polls.note(poll, answer: read.response, request: read.routed.request)
    }

    private func respond(
        to routed: RoutedRequest,
        _ version: UInt64?,
        _ begun: SessionRequest,
        in session: Session,
        by served: ServedContract,
        _ endpoint: any Endpoint,
        _ answer: inout SessionAnswer
    ) async {
        var poll: PollMonitor.Poll?
        var pollAdvice: [GateFinding] = []
        let adviser: Gate.Adviser = { action, arguments in
            poll = PollMonitor.Poll(action, arguments)
            pollAdvice =
                poll.map { session.polls.look(at: $0, routed.request, now: session.elapsed()) } ?? []
            return pollAdvice
        }
        let trace = session.options.journalEntries > 0 ? BehaviourTrace() : nil
        let result = await BehaviourTrace.$current.withValue(trace) {
            await RequestScope.$current.withValue(begun.scope) {
                () async -> Result<(response: LambdaResponse, report: GateReport), EndpointError> in
                do throws(EndpointError) {
                    return .success(try await served.gate.exchange(routed, with: endpoint, adviser: adviser))
                } catch {
                    return .failure(error)
                }
            }
        }
        answer.trace = trace
        answer.usage = begun.scope.usage
        switch result {
        case .success(let exchange):
            answer.response = exchange.response
            answer.report = exchange.report
            answer.action = exchange.report.action
            answer.measured = session.measures.note(
                served.contract.service.measures,
                changes: begun.scope.changes,
                answer: (exchange.report.action, exchange.response),
                tables: session.store.definitions,
                now: session.clock.now()
            )
            if let poll { session.polls.note(poll, answer: exchange.response, request: routed.request) }
            guard let version else { break }
            var report = exchange.report
            // The adviser's are the last.
            report.advice.removeLast(pollAdvice.count)
            let read = AnswerMemory.Read(
                routed,
                version: version,
                exchange.response,
                report,
                usage: answer.usage,
                trace: trace,
                poll: poll
            )
            served.answers.note(read, to: routed.request, in: session.name)
        case .failure(let error):
            answer.response = .badGateway
            answer.failure = error
            answer.report = GateReport(warnings: ["the function failed: \(error)"])
        }
    }
}

extension LambdaRequest {
    /// Whether its method is one that changes nothing.
    fileprivate var isRead: Bool { ["GET", "HEAD", "OPTIONS"].contains(method) }
}

extension FaultPlan.Refusal {
    /// What a table answers through the function when it is asked for more than its capacity.
    fileprivate static let throttled = FaultPlan.Refusal(
        status: 429,
        error: "the table's capacity is used up; try again later",
        retryAfter: 1
    )
}

extension ServedContract {
    /// The response to a request that a fault keeps from the function, in the contract's own error shape.
    fileprivate func response(to routed: RoutedRequest, failingBy fault: FaultPlan.Refusal) -> LambdaResponse
    {
        var response: LambdaResponse
        if fault.status == 502, fault.error == nil {
            response = .badGateway
        } else {
            let text = fault.error ?? "a fault that was asked for: status \(fault.status)"
            response = gate.errors.response(fault.status, ErrorReason(text), for: routed.action)
        }
        if let seconds = fault.retryAfter {
            response.headers["Retry-After"] = String(seconds)
            // A page of another origin reads it only when it is told that it may.
            let exposed = response.headers["Access-Control-Expose-Headers"].map { ", \($0)" } ?? ""
            response.headers["Access-Control-Expose-Headers"] = "Retry-After\(exposed)"
        }
        return response
    }
}

extension LambdaResponse {
    fileprivate mutating func removeCORS() {
        for name in headers.fields.map(\.name) where name.lowercased().hasPrefix("access-control-") {
            headers[name] = nil
        }
    }
}
