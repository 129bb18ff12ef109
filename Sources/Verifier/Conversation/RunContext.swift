import Contracts
import Lambda
import Synchronization

/// What all attempts of a run share.
struct RunContext: Sendable {
    /// What was promised.
    let contract: Contract
    /// What is tested.
    let endpoint: any Endpoint
    /// Makes an endpoint, its state empty, whose answers are right; `nil` where there is none.
    let oracle: (@Sendable () -> any Endpoint)?
    /// Writes the walks that are run beside the oracle; `nil` where there is none.
    let walks: WalkPlanner?
    /// How the run is made.
    let options: VerifierOptions
    /// What every id of the run begins with.
    let runPrefix: String
    /// Makes the requests.
    let requests: RequestBuilder
    /// Looks at every answer.
    let answers: AnswerChecks
    /// Whether the endpoint still answers.
    let health = EndpointHealth()
    /// For how long a read is made again until it is right.
    let consistencyWait: ConsistencyWait
    /// Takes secrets out of what is told.
    let mask: SecretMask
    /// When requests go out.
    let rateLimiter: RateLimiter
    /// The round trips.
    let latencies = LatencyRecorder()
    /// What of the contract was exercised.
    let coverage: CoverageRecorder
    /// Which actions have succeeded.
    let successes = SuccessRecorder()
    /// What stays at the endpoint.
    let written: WrittenRecords
    /// What may still be spent on making failing cases smaller.
    let shrinking = ShrinkingBudget()
    private let attempts = AttemptCounter()

    init(
        contract: Contract,
        endpoint: any Endpoint,
        oracle: (@Sendable () -> any Endpoint)? = nil,
        options: VerifierOptions,
        runPrefix: String
    ) {
        self.contract = contract
        self.endpoint = endpoint
        self.oracle = oracle
        walks = oracle.map { WalkPlanner(contract, oracle: $0, seed: options.seed) }
        self.options = options
        self.runPrefix = runPrefix
        consistencyWait = ConsistencyWait(options.settle)
        mask = options.mask
        rateLimiter = RateLimiter(requestsPerSecond: options.requestsPerSecond)
        requests = RequestBuilder(routing: contract.service.routing)
        answers = AnswerChecks(contract)
        coverage = CoverageRecorder(contract)
        written = WrittenRecords(contract)
    }

    /// An attempt with a prefix that no other attempt has.
    func newAttempt() -> Attempt {
        Attempt(context: self, prefix: "\(runPrefix)-\(String(attempts.next(), radix: 36))")
    }

    /// The first rule of a built-in check.
    func rule(for check: BuiltInCheck) -> Rule? {
        contract.rules(for: check).first
    }
}

/// Counts attempts.
private final class AttemptCounter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
