import Backend
import Lambda
import Tables

/// The reference implementation with one fault in it.
struct FaultyBackend: Endpoint {
    /// Whether the running task plays what the fault breaks, so that the store breaks nothing else.
    @TaskLocal static var isBroken = false

    private let fault: Fault
    private let world: World
    private let past = Past()
    private let salt: UInt64

    init(fault: Fault, tables: [TableDefinition], seed: UInt64) {
        let store = InMemoryStore(tables)
        let time: any TimeSource = fault.hasCoarseClock ? CoarseTime() : SystemTime()
        self.fault = fault
        world = World(
            store: store,
            backend: SupportBackend(store: FaultyStore(store: store, fault: fault), time: time)
        )
        salt = StableHash.of(fault.description, seed)
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        let call = Call(request: request)
        let isConcerned = fault.concerns(call.meantAction)
        guard let occasion = fault.occasion else {
            return isConcerned ? try await broken(call) : try await world.backend.send(request)
        }
        let response: LambdaResponse
        if isConcerned {
            let number = past.begin(call)
            defer { past.end(call, number) }
            let scene = Scene(call: call, world: world, past: past, number: number, salt: salt)
            response =
                await occasion.holds(scene)
                ? try await broken(call) : try await world.backend.send(request)
        } else {
            response = try await world.backend.send(request)
        }
        past.note(call, response)
        return response
    }

    private func broken(_ original: Call) async throws(EndpointError) -> LambdaResponse {
        var call = original
        if case .instead(let answer) = fault.seam, let response = await answer(call, world) {
            return response
        }
        if case .request(let change) = fault.seam { change(&call) }
        let changed = call.request
        let response = await Self.$isBroken.withValue(true) {
            () async -> Result<LambdaResponse, EndpointError> in
            do throws(EndpointError) { return .success(try await world.backend.send(changed)) } catch {
                return .failure(error)
            }
        }
        var answer = Answer(call: call, response: try response.get())
        switch fault.seam {
        case .answer(let change): change(&answer)
        case .afterwards(let change): await change(answer, world)
        default: break
        }
        return answer.response
    }
}

/// A clock that only knows whole seconds, as some databases do: many times are equal.
struct CoarseTime: TimeSource {
    func now() -> Int { SystemTime().now() / 1_000 * 1_000 }
}
