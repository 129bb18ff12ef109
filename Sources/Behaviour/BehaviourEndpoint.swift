public import Contracts
import JSON
public import Lambda
import Tables

/// A service that does what the behaviours of its contract say.
///
/// Every request gets a response; a behaviour that cannot go on is answered with 500, in the contract's error shape and
/// with its place.
public struct BehaviourEndpoint: RoutedEndpoint {
    private let program: BehaviourProgram
    private let environment: BehaviourEnvironment

    /// Creates an endpoint.
    ///
    /// - Parameters:
    ///   - program: The compiled behaviours.
    ///   - environment: Tables, clock and ids.
    public init(_ program: BehaviourProgram, _ environment: BehaviourEnvironment) {
        self.program = program
        self.environment = environment
    }

    /// Answers a request.
    public func send(_ request: LambdaRequest) async -> LambdaResponse {
        await send(Routing(program.contract).route(request))
    }

    /// Answers a routed request.
    public func send(_ routed: RoutedRequest) async -> LambdaResponse {
        var response =
            routed.request.method == "OPTIONS" ? program.transport.preflight() : await answer(routed)
        program.transport.opaqueHeaders.add(to: &response, of: routed.action, seed: environment.idSeed)
        program.transport.addCrossOriginHeaders(to: &response)
        if routed.request.method == "HEAD" { response.body = [] }
        return response
    }

    /// Returns the version of the tables for an action whose behaviour reads these and nothing else.
    public func version(for routed: RoutedRequest) -> UInt64? {
        guard let action = routed.action, program.behaviour(of: action)?.readsTablesOnly == true,
            !program.transport.opaqueHeaders.haveFields(of: action)
        else { return nil }
        return environment.store.version
    }

    private func answer(_ routed: RoutedRequest) async -> LambdaResponse {
        if let refusal = program.transport.refusal(of: routed) { return refusal }
        guard let route = routed.route, var arguments = route.arguments else {
            return program.transport.errors.response(400, ErrorReason("the request names no action"))
        }
        guard let behaviour = program.behaviour(of: route.action) else {
            return program.transport.errors.response(
                501,
                ErrorReason("\(route.action.name) has no behaviour in the contract"),
                for: route.action
            )
        }
        if let authorization = route.action.authorization, !authorization.claims.isEmpty {
            let payload = program.transport.senders.claims(of: routed)
            for (name, pointer) in authorization.claims {
                arguments[name] = payload?[pointer]
                guard arguments[name] == nil, pointer == authorization.userClaim else { continue }
                return program.transport.errors.response(
                    401,
                    ErrorReason("the request does not say who sends it; send a token, or an API key"),
                    for: route.action
                )
            }
        }
        do throws(Interruption) {
            return response(with: try await run(behaviour, arguments), to: routed, route.action)
        } catch {
            let (status, text) = error.response
            return program.transport.errors.response(status, ErrorReason(text), for: route.action)
        }
    }

    /// Runs a behaviour until its transaction is written.
    ///
    /// A loser always implies a winner, so the writers together make progress. The pauses grow, so that many writers do
    /// not keep colliding.
    private func run(
        _ behaviour: CompiledBehaviour,
        _ arguments: JSONObject
    ) async throws(Interruption) -> BehaviourAnswer {
        let trace = BehaviourTrace.current
        for round in 0..<max(environment.maximumAttempts, 1) {
            trace?.beginAttempt()
            do throws(Interruption) {
                let (answer, writes) = try await attempt(behaviour, arguments, trace)
                try await writes?.commit(to: environment.store)
                return answer
            } catch {
                guard case .conflict = error else {
                    let (status, text) = error.response
                    trace?.append(behaviour.location, "refuses with \(status): \(text)")
                    throw error
                }
            }
            if round < 8 {
                await Task.yield()
            } else {
                // A cancelled task continues without the pause; its write is still correct.
                try? await Task.sleep(for: .microseconds(Int.random(in: 0..<(1 << min(round, 15)))))
            }
        }
        throw .conflict
    }

    /// Runs a behaviour once; returns its answer and what it is going to write, `nil` for a behaviour that only reads.
    ///
    /// The view of the tables is gone afterwards: while it is there, tables in memory are copied where they are written.
    private func attempt(
        _ behaviour: CompiledBehaviour,
        _ arguments: JSONObject,
        _ trace: BehaviourTrace?
    ) async throws(Interruption) -> (answer: BehaviourAnswer, writes: Writes?) {
        let execution = Execution(
            behaviour,
            arguments,
            view: await environment.store.view(),
            environment,
            trace: trace
        )
        guard let answer = try await execution.run(behaviour.instructions) else {
            throw .refused(status: 500, reason: "the behaviour ended without an answer")
        }
        return (answer, behaviour.writes ? execution.transaction.writes : nil)
    }

    private func response(
        with answer: BehaviourAnswer,
        to routed: RoutedRequest,
        _ action: Action
    ) -> LambdaResponse {
        var response = LambdaResponse(status: answer.status)
        if let body = answer.body {
            let contract = action.responses[answer.status]
            if let type = contract?.contentType, contract?.isJSON == false, case .string(let text) = body {
                response.headers["Content-Type"] = type
                response.body = Array(text.utf8)
            } else {
                response.headers["Content-Type"] = contract?.contentType ?? "application/json"
                response.body = body.serialized()
            }
        }
        let count = response.body.count
        guard count <= program.transport.responseBytes else {
            return program.transport.errors.response(
                413,
                ErrorReason(
                    "the answer would have \(count) bytes, and \(program.transport.responseBytes) can be sent; "
                        + "ask for less"
                ),
                for: action
            )
        }
        for (name, value) in answer.headers { response.headers[name] = value }
        if let (argument, cursor) = answer.next, program.contract.service.conventions.link {
            response.headers["Link"] = program.transport.link(toNext: cursor, argument, of: routed)
        }
        let isRead = routed.request.method == "GET" || routed.request.method == "HEAD"
        if isRead, answer.status == 200, program.transport.hasEntityTags {
            return EntityTag.apply(to: response, asked: routed.request.headers)
        }
        return response
    }
}
