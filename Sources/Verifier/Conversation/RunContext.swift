import Contracts
import Lambda
import Synchronization

/// What all plays of a run share.
struct RunContext: Sendable {
    /// What was promised.
    let contract: Contract
    /// What is tested.
    let endpoint: any Endpoint
    /// Makes an endpoint, its state empty, whose answers are right; `nil` where there is none.
    let oracle: (@Sendable () -> any Endpoint)?
    /// Writes the walks that are played beside the oracle; `nil` where there is none.
    let walks: WalkPlanner?
    /// How the run is made.
    let options: VerifierOptions
    /// What every id of the run begins with.
    let runPrefix: String
    /// Makes the requests.
    let requests: RequestMaker
    /// Looks at every answer.
    let answers: AnswerChecks
    /// Whether the endpoint still answers.
    let health = EndpointHealth()
    /// For how long a read is made again until it is right.
    let settling: SettlingTime
    /// Takes secrets out of what is told.
    let mask: SecretMask
    /// When requests go out.
    let pace: Pace
    /// The round trips.
    let latencies = LatencyBook()
    /// What of the contract was exercised.
    let coverage: CoverageBook
    /// What may still be spent on making failing cases smaller.
    let shrinking = ShrinkingBudget()
    private let plays = PlayCounter()

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
        settling = SettlingTime(options.settle)
        mask = options.mask
        pace = Pace(requestsPerSecond: options.requestsPerSecond)
        requests = RequestMaker(routing: contract.service.routing)
        answers = AnswerChecks(contract)
        coverage = CoverageBook(contract)
    }

    /// A play with a prefix that no other play has.
    func newPlay() -> Play {
        Play(context: self, prefix: "\(runPrefix)-\(String(plays.next(), radix: 36))")
    }

    /// The first rule of a built-in check.
    func rule(for check: BuiltInCheck) -> Rule? {
        contract.rules(for: check).first
    }
}

/// Counts plays.
private final class PlayCounter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
