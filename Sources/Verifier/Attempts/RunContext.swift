import Causes
import Contracts
import Lambda
import Synchronization
import VerifierEvents

/// The context that all attempts of a run share.
struct RunContext: Sendable {
    /// The contract.
    let contract: Contract
    /// The endpoint under test.
    let endpoint: any Endpoint
    /// Creates an oracle, with an empty state; `nil` where there is none.
    let oracle: (@Sendable () -> any Endpoint)?
    /// Generates the walks in lock-step with the oracle; `nil` where there is none.
    let walks: WalkPlanner?
    /// The options of the run.
    let options: VerifierOptions
    /// The prefix of every id of the run.
    let runPrefix: String
    /// The API key of requests; `nil` where the contract has none, and where a header of the options holds it.
    let key: RequestKey?
    /// The user of examples, where the service knows its users from tokens alone.
    let userOfExamples: String
    /// The user of all requests, where the service knows them by one API key; `nil` where each case has its own.
    let sharedUser: String?
    /// Creates the requests.
    let requests: RequestBuilder
    /// The checks on every response.
    let answers: AnswerChecks
    /// The causes that are known so far.
    let causes: KnownCauses
    /// The actions that the endpoint does not have.
    let missing = MissingActions()
    /// The error counts of the endpoint.
    let health = EndpointHealth()
    /// The time for which a read is repeated until it is right.
    let consistencyWait: ConsistencyWait
    /// Masks secrets in everything that is reported.
    let mask: SecretMask
    /// The rate limiter.
    let rateLimiter: RateLimiter
    /// The round-trip times.
    let latencies = LatencyRecorder()
    /// How far ahead of the clock the dates of records may be.
    let datesAhead = DatesAhead()
    /// The coverage of the contract.
    let coverage: CoverageRecorder
    /// The actions that have succeeded.
    let successes = SuccessRecorder()
    /// The records that remain at the endpoint.
    let written: WrittenRecords
    /// The remaining requests for shrinking failing cases.
    let shrinking = ShrinkingBudget()
    /// Keeps the lists that other traffic reads small.
    let sharedLists: SharedListGuard
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
        self.options = options
        self.runPrefix = runPrefix
        let header = contract.service.apiKeys?.header?.lowercased()
        let given = options.headers.first { $0.name.lowercased() == header }?.value
        let sent = given ?? options.apiKey
        key = contract.service.apiKeys.flatMap { keys in
            given == nil ? options.apiKey.map { RequestKey(place: keys.place, value: $0) } : nil
        }
        userOfExamples = contract.userOfExamples
        let keys = contract.service.authorization == nil ? contract.service.apiKeys?.keys ?? [] : []
        sharedUser = keys.first { $0.value == sent }?.subject
        walks = oracle.map { WalkPlanner(ModelFacts(contract, key: sent), oracle: $0, seed: options.seed) }
        consistencyWait = ConsistencyWait(options.settle)
        mask = options.mask
        rateLimiter = RateLimiter(requestsPerSecond: options.requestsPerSecond)
        requests = RequestBuilder(routing: contract.service.routing)
        answers = AnswerChecks(contract)
        causes = KnownCauses(contract)
        coverage = CoverageRecorder(contract)
        written = WrittenRecords(contract)
        sharedLists = SharedListGuard(contract)
    }

    /// Runs an attempt with a prefix that no other attempt has, and then makes its large records small again.
    ///
    /// - Parameters:
    ///   - identity: The case; `nil` for an attempt of none, in which every finding is news.
    ///   - pace: The least time between two requests, of those that are not sent at the same time.
    ///   - isAlone: Whether no other case runs at the same time.
    ///   - body: What the attempt does.
    /// - Returns: What the body returns.
    func withAttempt<Result>(
        of identity: CaseIdentity? = nil,
        pace: Duration? = nil,
        isAlone: Bool = false,
        _ body: (Attempt) async -> Result
    ) async -> Result {
        let attempt = Attempt(context: self, prefix: newPrefix(), of: identity, pace: pace, isAlone: isAlone)
        let result = await body(attempt)
        await sharedLists.end(attempt)
        return result
    }

    /// An attempt of no case, whose requests keep lists small and are not judged.
    func newHousekeepingAttempt() -> Attempt {
        Attempt(context: self, prefix: newPrefix(), isHousekeeping: true)
    }

    private func newPrefix() -> String {
        "\(runPrefix)-\(String(attempts.next(), radix: 36))"
    }

    /// Returns the first rule of a built-in check.
    func rule(for check: BuiltInCheck) -> Rule? {
        contract.rules(for: check).first
    }
}

/// The number of attempts.
private final class AttemptCounter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
