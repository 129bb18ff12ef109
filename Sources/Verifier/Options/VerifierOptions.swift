public import Lambda

/// The options of a verifier run.
public struct VerifierOptions: Sendable {
    /// Whether a broken SHOULD and a flaky failure count as failures.
    public var isStrict: Bool
    /// The cases to run, by suite, kind, name or rule, as in ``CaseFilter``; every case when empty.
    public var only: [String]
    /// The seed of all random choices.
    public var seed: UInt64
    /// The prefix of every id that the run sends to the endpoint; a fresh one when `nil`.
    public var runPrefix: String?
    /// The endpoint's URL for reports and scripts.
    public var endpointURL: String
    /// Headers to send with every request; their values are secrets and are never shown.
    public var headers: [HeaderField]
    /// The API key of requests, which is never shown; the contract's first one when `nil`.
    public var apiKey: String?
    /// The tokens for the checks of authorization, which are skipped without any.
    public var tokens: BearerTokens?
    /// Whether to send requests that may write.
    ///
    /// What a run writes remains, where no case deletes it.
    public var allowsWrites: Bool
    /// The time for which a read whose expectation fails is repeated, since an index may lag behind its table.
    public var settle: Duration
    /// The number of cases to run concurrently.
    public var concurrency: Int
    /// The number of requests to generate from each action's request schema.
    public var generatedCases: Int
    /// The total number of steps of the random walks.
    public var walkSteps: Int
    /// The maximum rate in requests per second; `nil` for no limit.
    public var requestsPerSecond: Double?
    /// Whether to start no case after the first failure.
    public var stopsAtFirstFailure: Bool
    /// Whether to play the cases that known causes decide as well, each to its end.
    public var isThorough: Bool
    /// Known failures, which do not fail a case.
    public var knownFailures: Set<KnownFailure>
    /// The time after which no case is started; `nil` for no limit.
    public var timeBudget: Duration?
    /// Reads the tables behind the endpoint before and after the run; `nil` where they are out of reach.
    public var state: (any StateReader)?
    /// Notes for reports in addition to the run's own, such as that certificates were not checked.
    public var notes: [String]

    /// Creates options; the defaults suit an endpoint on this machine.
    public init(
        isStrict: Bool = false,
        only: [String] = [],
        seed: UInt64 = 1,
        runPrefix: String? = nil,
        endpointURL: String = "http://127.0.0.1:3000/",
        headers: [HeaderField] = [],
        apiKey: String? = nil,
        tokens: BearerTokens? = nil,
        allowsWrites: Bool = true,
        settle: Duration = .zero,
        concurrency: Int = 8,
        generatedCases: Int = 20,
        walkSteps: Int = 120,
        requestsPerSecond: Double? = nil,
        stopsAtFirstFailure: Bool = false,
        isThorough: Bool = false,
        knownFailures: Set<KnownFailure> = [],
        timeBudget: Duration? = nil,
        state: (any StateReader)? = nil,
        notes: [String] = []
    ) {
        self.isStrict = isStrict
        self.only = only
        self.seed = seed
        self.runPrefix = runPrefix
        self.endpointURL = endpointURL
        self.headers = headers
        self.apiKey = apiKey
        self.tokens = tokens
        self.allowsWrites = allowsWrites
        self.settle = settle
        self.concurrency = max(1, concurrency)
        self.generatedCases = max(0, generatedCases)
        self.walkSteps = max(0, walkSteps)
        self.requestsPerSecond = requestsPerSecond
        self.stopsAtFirstFailure = stopsAtFirstFailure
        self.isThorough = isThorough
        self.knownFailures = knownFailures
        self.timeBudget = timeBudget
        self.state = state
        self.notes = notes
    }

    /// The mask for secrets in everything that is shown.
    public var mask: SecretMask {
        let tokens = (tokens?.given ?? []).map { HeaderField("Authorization", "Bearer \($0)") }
        let keys = [apiKey].compactMap(\.self).map { HeaderField("X-Api-Key", $0) }
        return SecretMask(headers: headers + tokens + keys, url: endpointURL, hidesTokens: self.tokens != nil)
    }
}
