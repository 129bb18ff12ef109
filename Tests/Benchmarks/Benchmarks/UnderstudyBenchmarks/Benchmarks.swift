import Benchmark

/// Everything that is timed.
///
/// A run compares what belongs together: a small world with a large one, our JSON with Foundation's, the function with
/// what stands before it.
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
