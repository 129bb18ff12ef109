import Benchmark

/// Everything that is timed.
///
/// A run compares what belongs together: a small state with a large one, our JSON with Foundation's, behaviours with
/// Swift code, the function with what stands before it.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock],
        warmupIterations: 3,
        maxDuration: .seconds(3),
        maxIterations: 10_000
    )
    forks()
    json()
    requests()
}
