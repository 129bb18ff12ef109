import Backend
import Faults
import Lambda
import Synchronization
import Tables

/// An endpoint with several faults that asks, for each fault, one without it the same.
///
/// A fault whose absence changes no answer cannot be seen beside the others: one of them refuses all that would show it. All have the
/// same clock and the same ids, and answer one request at a time, so that nothing else differs. Faults that need requests which overlap
/// are taken for visible.
actor ShadowedEndpoint: Endpoint {
    private struct Shadow {
        let fault: Fault
        let endpoint: any Endpoint
    }

    private let endpoint: any Endpoint
    private let clock = SharedClock()
    private var shadows: [Shadow]
    private var last: Task<Void, Never>?
    /// The faults that have changed an answer, by their descriptions.
    private(set) var visible: Set<String>

    init(_ faults: [Fault], tables: [TableDefinition], seed: UInt64) {
        let clock = clock
        func backend(_ faults: [Fault]) -> any Endpoint {
            Catalogue.backend(
                with: faults,
                tables: tables,
                seed: seed,
                time: clock,
                identifiers: SeededIdentifiers(seed: seed)
            )
        }
        endpoint = backend(faults)
        visible = Set(faults.filter(\.needsOverlap).map(\.description))
        shadows = faults.filter { !$0.needsOverlap }.map { fault in
            Shadow(fault: fault, endpoint: backend(faults.filter { $0.description != fault.description }))
        }
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        let before = last
        let task = Task { () async -> Result<LambdaResponse, EndpointError> in
            await before?.value
            return await answer(request)
        }
        last = Task { _ = await task.value }
        return try await task.value.get()
    }

    private func answer(_ request: LambdaRequest) async -> Result<LambdaResponse, EndpointError> {
        clock.advance()
        let answer = await endpoint.result(of: request)
        var hidden: [Shadow] = []
        for shadow in shadows {
            let other = await shadow.endpoint.result(of: request)
            if answer == other { hidden.append(shadow) } else { visible.insert(shadow.fault.description) }
        }
        shadows = hidden
        return answer
    }
}

extension Endpoint {
    fileprivate func result(of request: LambdaRequest) async -> Result<LambdaResponse, EndpointError> {
        do throws(EndpointError) { return .success(try await send(request)) } catch { return .failure(error) }
    }
}

/// The time of the last request, for several endpoints.
private final class SharedClock: TimeSource {
    private let time = Mutex(0)

    /// Sets the time to the system's, and at least a millisecond on.
    func advance() {
        let now = SystemTime().now()
        time.withLock { $0 = max($0 + 1, now) }
    }

    func now() -> Int { time.withLock(\.self) }
}
