import Contracts
import JSONSchema
import Lambda

/// Generates the walks of a run, each on demand, in the order of their numbers: later ones try what earlier ones have not.
actor WalkPlanner {
    private let vocabulary: WalkGenerator.Vocabulary
    private let oracle: @Sendable () -> any Endpoint
    private let seed: UInt64
    private var coverage = WalkCoverage()
    private var count = 0
    private var kept: [Int: RandomWalk] = [:]
    private var writing: Task<Void, Never>?

    private static let mostKept = 64

    /// The number of chosen steps in a walk.
    static let length = 40

    init(_ facts: ModelFacts, oracle: @escaping @Sendable () -> any Endpoint, seed: UInt64) {
        vocabulary = WalkGenerator.Vocabulary(facts)
        self.oracle = oracle
        self.seed = seed
    }

    /// The facts of the contract for comparing responses.
    nonisolated var facts: ModelFacts { vocabulary.facts }

    /// Returns whether a walk repeats one step so often that it fills lists which others read.
    static func hasBurst(_ number: Int) -> Bool {
        number.isMultiple(of: 5)
    }

    /// Returns the walk of a number, from 1.
    ///
    /// - Complexity: Generates all walks before it that have not been generated yet.
    func walk(_ number: Int) async -> RandomWalk {
        if kept[number] == nil, number <= count, writing == nil {
            // A request for a walk long after it was run restarts the generation.
            count = 0
            coverage = WalkCoverage()
        }
        while kept[number] == nil {
            // Each walk depends on the coverage of the one before it, so they are generated in sequence.
            if let writing {
                await writing.value
                continue
            }
            let task = Task { await writeNext() }
            writing = task
            await task.value
        }
        return kept[number] ?? RandomWalk(steps: [])
    }

    private func writeNext() async {
        let written = await write(count + 1, coverage)
        count += 1
        coverage = written.coverage
        if kept.count >= Self.mostKept, let oldest = kept.keys.min() { kept[oldest] = nil }
        kept[count] = written.walk
        // Here and not where the task is awaited: awaiting a task that has ended does not suspend, so that the
        // caller would block the actor.
        writing = nil
    }

    private func write(_ number: Int, _ coverage: WalkCoverage) async -> (
        walk: RandomWalk, coverage: WalkCoverage
    ) {
        var generator = WalkGenerator(
            vocabulary,
            oracle: oracle(),
            random: SeededRandom(seed: seed, stream: "model walk \(number)"),
            coverage: coverage,
            hasBurst: Self.hasBurst(number)
        )
        return await generator.write(Self.length)
    }
}
