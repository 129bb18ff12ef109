import Backend
import Lambda
import Tables

/// An endpoint with one fault in it: the reference implementation, or one that has faults already.
struct FaultyBackend: Endpoint {
    /// The faults that break the call of the current task, so that the store breaks no others.
    @TaskLocal static var broken: Set<String> = []

    private let fault: Fault
    private let environment: FaultEnvironment
    private let history = CallHistory()
    private let salt: UInt64

    /// Adds a fault to an endpoint, whose store has the fault as well.
    init(fault: Fault, in environment: FaultEnvironment, seed: UInt64) {
        self.fault = fault
        self.environment = environment
        salt = StableHash.of(fault.description, seed)
    }

    /// Returns the reference implementation with several faults in it, over empty tables.
    static func backend(
        _ faults: [Fault],
        tables: [TableDefinition],
        seed: UInt64,
        time: any TimeSource = SystemTime(),
        identifiers: any IdentifierSource = RandomIdentifiers()
    ) -> any Endpoint {
        let store = InMemoryStore(tables)
        let faulty = faults.reduce(store as any TableStore) { FaultyStore(store: $0, fault: $1) }
        let clock: any TimeSource = faults.contains(where: \.hasCoarseClock) ? CoarseTime(time: time) : time
        let sound = SupportBackend(store: faulty, time: clock, identifiers: identifiers)
        return faults.reduce(sound as any Endpoint) { backend, fault in
            FaultyBackend(fault: fault, in: FaultEnvironment(store: store, backend: backend), seed: seed)
        }
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

    /// Returns whether a call has the method of its action: others are refused before any code of an action is run.
    private func hasItsMethod(_ call: Call) -> Bool {
        let methods = SupportBackend.methods(of: fault.suite) ?? ["GET", "HEAD", "POST"]
        return methods.contains(call.request.method)
    }

    private func broken(_ original: Call) async throws(EndpointError) -> LambdaResponse {
        var call = original
        if case .instead(let answer) = fault.injection, hasItsMethod(call),
            let response = await answer(call, environment)
        {
            return response
        }
        if case .request(let change) = fault.injection { change(&call) }
        let changed = call.request
        let response = await Self.$broken.withValue(Self.broken.union([fault.description])) {
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
    let time: any TimeSource

    func now() -> Int { time.now() / 1_000 * 1_000 }
}
