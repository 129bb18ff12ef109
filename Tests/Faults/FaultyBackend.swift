import Backend
import Lambda
import Tables

/// The reference implementation with one fault in it.
struct FaultyBackend: Endpoint {
    /// Whether the current task executes a broken call, so that the store breaks no others.
    @TaskLocal static var isBroken = false

    private let fault: Fault
    private let environment: FaultEnvironment
    private let history = CallHistory()
    private let salt: UInt64

    init(fault: Fault, tables: [TableDefinition], seed: UInt64) {
        let store = InMemoryStore(tables)
        let time: any TimeSource = fault.hasCoarseClock ? CoarseTime() : SystemTime()
        self.fault = fault
        environment = FaultEnvironment(
            store: store,
            backend: SupportBackend(store: FaultyStore(store: store, fault: fault), time: time)
        )
        salt = StableHash.of(fault.description, seed)
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        let call = Call(request: request)
        let isConcerned = fault.concerns(call.meantAction)
        guard let trigger = fault.trigger else {
            return isConcerned ? try await broken(call) : try await environment.backend.send(request)
        }
        let response: LambdaResponse
        if isConcerned {
            let number = history.begin(call)
            defer { history.end(call, number) }
            let context = TriggerContext(
                call: call,
                environment: environment,
                history: history,
                number: number,
                salt: salt
            )
            response =
                await trigger.holds(context)
                ? try await broken(call) : try await environment.backend.send(request)
        } else {
            response = try await environment.backend.send(request)
        }
        history.note(call, response)
        return response
    }

    private func broken(_ original: Call) async throws(EndpointError) -> LambdaResponse {
        var call = original
        if case .instead(let answer) = fault.injection, let response = await answer(call, environment) {
            return response
        }
        if case .request(let change) = fault.injection { change(&call) }
        let changed = call.request
        let response = await Self.$isBroken.withValue(true) {
            () async -> Result<LambdaResponse, EndpointError> in
            do throws(EndpointError) { return .success(try await environment.backend.send(changed)) } catch {
                return .failure(error)
            }
        }
        var answer = Answer(call: call, response: try response.get())
        switch fault.injection {
        case .answer(let change): change(&answer)
        case .afterwards(let change): await change(answer, environment)
        default: break
        }
        return answer.response
    }
}

/// A clock of whole seconds, as in some databases: many times are equal.
struct CoarseTime: TimeSource {
    func now() -> Int { SystemTime().now() / 1_000 * 1_000 }
}
