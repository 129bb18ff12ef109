import Behaviour
import Benchmark
import Gate
import JSON
import Lambda
import Sessions
import Tables

/// What a request costs that the contract's behaviours answer, compared with the Swift implementation: the function alone, and
/// in a session behind the gate that checks the contract.
///
/// Both answer the same requests in turns, so that a ratio is one of the same moment; the medians are over rounds.
func requests() {
    let read = LambdaRequest(method: "GET", rawQuery: "action=chat/messages&conversation_id=conversation-7")
    let writes = (0..<SampleStates.users).map { number in
        LambdaRequest(
            method: "POST",
            body: JSONValue.object([
                "action": "chat/send", "user_id": .string("user-\(number)"),
                "store_url": "https://store.example.com",
                "conversation_id": .string("conversation-\(number * 11)"), "message": "Is anybody there?",
            ]).serialized()
        )
    }
    for (name, requests) in [("read 10 messages", [read]), ("send a message", writes)] {
        compare("\(name): function alone", requests) { implementation in
            let state = try await SampleStates.conversations(11 * SampleStates.users, messages: 10)
            let function = try implementation.factory()(InMemoryStore(state.tables), MonotonicTime.system)
            return { try await function.send($0) }
        }
        compare("\(name): in a session, behind the gate", requests) { implementation in
            let state = try await SampleStates.conversations(11 * SampleStates.users, messages: 10)
            let pipeline = SessionPipeline(
                try implementation.sessions(from: state),
                contract: CurrentContract(ServedContract(try SampleStates.contract.get()))
            )
            let session = try pipeline.registry.session(.standard)
            return { await pipeline.answer($0, in: session).response }
        }
    }
}

private typealias Answering = @Sendable (LambdaRequest) async throws -> LambdaResponse

/// Times both implementations in rounds of ten requests each; who begins changes from round to round.
private func compare(
    _ name: String,
    _ requests: [LambdaRequest],
    _ make: @escaping @Sendable (Implementation) async throws -> Answering
) {
    let count = 10
    Benchmark(
        name,
        configuration: .init(
            metrics: [.swiftNanoseconds, .behavioursNanoseconds, .behavioursPercent],
            warmupIterations: 20,
            maxDuration: .seconds(5),
            maxIterations: 10_000
        )
    ) { (benchmark: Benchmark, both: (swift: Answering, behaviours: Answering)) in
        let round = benchmark.currentIteration
        let first = round * count % requests.count
        let batch = (first..<first + count).map { requests[$0 % requests.count] }
        let swift: Double
        let behaviours: Double
        if round.isMultiple(of: 2) {
            swift = try await nanoseconds(both.swift, batch)
            behaviours = try await nanoseconds(both.behaviours, batch)
        } else {
            behaviours = try await nanoseconds(both.behaviours, batch)
            swift = try await nanoseconds(both.swift, batch)
        }
        benchmark.measurement(.swiftNanoseconds, Int(swift))
        benchmark.measurement(.behavioursNanoseconds, Int(behaviours))
        benchmark.measurement(.behavioursPercent, Int(100 * behaviours / swift))
    } setup: {
        (swift: try await make(.swift), behaviours: try await make(.behaviours))
    }
}

/// Returns the time of a request, as the mean of several.
private func nanoseconds(_ answer: Answering, _ requests: [LambdaRequest]) async throws -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    for request in requests {
        let response = try await answer(request)
        precondition(response.status == 200)
    }
    return (clock.now - start) / .nanoseconds(requests.count)
}

extension BenchmarkMetric {
    fileprivate static let swiftNanoseconds = custom("Swift, ns a request", useScalingFactor: false)
    fileprivate static let behavioursNanoseconds = custom("behaviours, ns a request", useScalingFactor: false)
    fileprivate static let behavioursPercent = custom("behaviours, % of Swift", useScalingFactor: false)
}
