import Backend
import Causes
import Contracts
import Faults
import Lambda
import Reports
import Tables
import Verifier
import VerifierEvents

/// Runs the verifier against one endpoint in this process.
///
/// One case at a time, so that the same seed sends the same requests in the same order; several runners at the same
/// time keep the processors busy instead.
struct FaultRunner: Sendable {
    let contract: Contract
    let cases: Int
    let steps: Int
    /// Whether a run ends at its first failure.
    let isFailFast: Bool
    /// Whether cases that known causes decide are played as well.
    var isThorough = false

    /// Returns the score of one fault with one seed.
    func run(_ fault: Fault, seed: UInt64) async -> FaultScore {
        let run = await self.run(
            fault.backend(tables: contract.tables.map(\.definition), seed: seed),
            seed: seed,
            // An intermittent fault is reported as a warning, unless the run is strict.
            isStrict: fault.isAdvisory || fault.isIntermittent
        )
        return FaultScore(fault: fault, seed: seed, run: run)
    }

    /// Returns the results of a run against several faults at once.
    func record(_ faults: [Fault], seed: UInt64) async -> RecordedRun {
        let listener = RecordListener()
        let counting = CountingEndpoint(
            Catalogue.backend(with: faults, tables: contract.tables.map(\.definition), seed: seed)
        )
        _ = await verifier(counting, seed: seed, isStrict: false).run { await listener.hear($0) }
        return RecordedRun(
            results: await listener.record.results,
            requests: counting.requests,
            visible: faults.count > 1 ? await visible(faults, seed: seed) : nil
        )
    }

    /// Returns a run against several faults at once, as its reports show it.
    func report(_ faults: [Fault], seed: UInt64) async -> RunRecord {
        let listener = RecordListener()
        let backend = Catalogue.backend(with: faults, tables: contract.tables.map(\.definition), seed: seed)
        _ = await verifier(backend, seed: seed, isStrict: false).run { await listener.hear($0) }
        var record = await listener.record
        record.explain(by: CauseAnalysis(record.results, contract))
        return record
    }

    /// Returns the descriptions of those of several faults that change an answer beside the others, in a run that leaves out nothing.
    private func visible(_ faults: [Fault], seed: UInt64) async -> Set<String> {
        let endpoint = ShadowedEndpoint(faults, tables: contract.tables.map(\.definition), seed: seed)
        _ = await verifier(endpoint, seed: seed, isStrict: false, isThorough: true).run { _ in }
        return await endpoint.visible
    }

    /// Runs the reference implementation, which is right: every failure is a false alarm.
    func runReference(seed: UInt64) async -> ScoredRun {
        await run(Self.reference(contract), seed: seed, isStrict: true)
    }

    private func run(_ endpoint: any Endpoint, seed: UInt64, isStrict: Bool) async -> ScoredRun {
        let counting = CountingEndpoint(endpoint)
        let listener = RunListener()
        let summary = await verifier(counting, seed: seed, isStrict: isStrict).run { await listener.hear($0) }
        return await listener.run(requests: counting.requests, seconds: summary.seconds)
    }

    private func verifier(
        _ endpoint: any Endpoint,
        seed: UInt64,
        isStrict: Bool,
        isThorough: Bool? = nil
    ) -> Verifier {
        let contract = contract
        return Verifier(
            contract: contract,
            endpoint: endpoint,
            oracle: {
                SupportBackend(store: InMemoryStore(contract.tables.map(\.definition)), time: SteppingTime())
            },
            options: VerifierOptions(
                isStrict: isStrict,
                seed: seed,
                runPrefix: "score-\(seed)",
                concurrency: 1,
                generatedCases: cases,
                walkSteps: steps,
                stopsAtFirstFailure: isFailFast,
                isThorough: isThorough ?? self.isThorough
            )
        )
    }

    private static func reference(_ contract: Contract) -> any Endpoint {
        SupportBackend(store: InMemoryStore(contract.tables.map(\.definition)), time: SteppingTime())
    }
}

/// Collects the events of a run.
private actor RecordListener {
    private(set) var record = RunRecord()

    func hear(_ event: VerifierEvent) { record.record(event) }
}

/// Records the events of a run that are scored.
private actor RunListener {
    private let start = ContinuousClock.now
    /// The number of requests of the cases so far; what the endpoint has counted includes some of the next case.
    private var requests = 0
    private var first: Detection?
    private var kinds: Set<CheckKind> = []
    private var alarms: [String] = []

    func hear(_ event: VerifierEvent) {
        guard case .caseFinished(let result) = event else { return }
        requests += result.requests
        switch result.outcome {
        case .failed(let failures):
            kinds.insert(result.identity.kind)
            alarms += failures.map { "\(result.identity): \($0.rule.id): \($0.summary)" }
            if first == nil, let failure = failures.first {
                let time = (ContinuousClock.now - start).components
                first = Detection(
                    requests: requests,
                    seconds: Double(time.seconds) + Double(time.attoseconds) * 1e-18,
                    identity: result.identity,
                    rule: failure.rule.id
                )
            }
        case .error(let reason): alarms.append("\(result.identity): could not be judged: \(reason)")
        case .passed, .skipped: break
        }
        alarms += result.warnings.map { "\(result.identity): \($0.rule.id) (warning): \($0.summary)" }
    }

    func run(requests: Int, seconds: Double) -> ScoredRun {
        ScoredRun(first: first, kinds: kinds.sorted(), alarms: alarms, requests: requests, seconds: seconds)
    }
}
