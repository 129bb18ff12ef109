import Backend
import Lambda
import Tables

/// The reference implementation with one fault in it.
struct FaultyBackend: Endpoint {
    /// The action that the running task plays, so that the store breaks only what the fault is about.
    @TaskLocal static var action: String?

    private let fault: Fault
    private let world: World

    init(fault: Fault, tables: [TableDefinition]) {
        let store = InMemoryStore(tables)
        self.fault = fault
        world = World(store: store, backend: SupportBackend(store: FaultyStore(store: store, fault: fault)))
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        var call = Call(request: request)
        let action = call.meantAction
        guard fault.concerns(action) else { return try await world.backend.send(request) }
        if case .instead(let answer) = fault.seam, let response = await answer(call, world) {
            return response
        }
        if case .request(let change) = fault.seam { change(&call) }
        let changed = call.request
        let response = await Self.$action.withValue(action) {
            () async -> Result<LambdaResponse, EndpointError> in
            do throws(EndpointError) { return .success(try await world.backend.send(changed)) } catch {
                return .failure(error)
            }
        }
        guard case .answer(let change) = fault.seam else { return try response.get() }
        var answer = Answer(call: call, response: try response.get())
        change(&answer)
        return answer.response
    }
}
