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
    static func backend(_ faults: [Fault], tables: [TableDefinition], seed: UInt64) -> any Endpoint {
        let store = InMemoryStore(tables)
        let faulty = faults.reduce(store as any TableStore) { FaultyStore(store: $0, fault: $1) }
        let time: any TimeSource = faults.contains(where: \.hasCoarseClock) ? CoarseTime() : SystemTime()
        return faults.reduce(SupportBackend(store: faulty, time: time) as any Endpoint) { backend, fault in
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

    /// The methods that an action may answer: others are refused before any code of an action is run.
    private static let methods: Set<String> = ["GET", "HEAD", "POST"]

    private func broken(_ original: Call) async throws(EndpointError) -> LambdaResponse {
        var call = original
        if case .instead(let answer) = fault.injection, Self.methods.contains(call.request.method),
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
    func now() -> Int { SystemTime().now() / 1_000 * 1_000 }
}
