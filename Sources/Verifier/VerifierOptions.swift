public import Lambda

/// How a run of the verifier is made.
public struct VerifierOptions: Sendable {
    /// Whether a broken SHOULD and a failure that comes and goes count as failures.
    public var isStrict: Bool
    /// Which cases are run, by suite, kind, name or rule, as in ``CaseFilter``; every case when empty.
    public var only: [String]
    /// The seed of everything that is chosen at random.
    public var seed: UInt64
    /// What every id that the run gives to the endpoint begins with; a fresh one when `nil`.
    public var runPrefix: String?
    /// The endpoint's address as reports and scripts show it.
    public var endpointURL: String
    /// Header lines sent with every request; their values are secrets and are never shown.
    public var headers: [HeaderField]
    /// The tokens that the checks of authorization sign in with; these are skipped without any.
    public var tokens: BearerTokens?
    /// Whether requests that may change something are sent.
    ///
    /// There is no action that deletes, so what a run writes stays.
    public var allowsWrites: Bool
    /// For how long a read whose expectation fails is repeated: an index may lag behind its table.
    public var settle: Duration
    /// How many cases are run at the same time.
    public var concurrency: Int
    /// How many requests are produced from each action's request schema.
    public var generatedCases: Int
    /// How many steps the model walks take altogether.
    public var walkSteps: Int
    /// How many requests are sent in a second at most; `nil` for no limit.
    public var requestsPerSecond: Double?
    /// Whether no case is begun after the first failure.
    public var stopsAtFirstFailure: Bool
    /// Failures that are known already and do not fail a case.
    public var knownFailures: Set<KnownFailure>
    /// After which time no case is begun; `nil` for no limit.
    public var timeBudget: Duration?
    /// What reports say of the run beside its own notes, such as that certificates were not checked.
    public var notes: [String]

    /// Makes options; the defaults suit an endpoint on this machine.
    public init(
        isStrict: Bool = false,
        only: [String] = [],
        seed: UInt64 = 1,
        runPrefix: String? = nil,
        endpointURL: String = "http://127.0.0.1:3000/",
        headers: [HeaderField] = [],
        tokens: BearerTokens? = nil,
        allowsWrites: Bool = true,
        settle: Duration = .zero,
        concurrency: Int = 8,
        generatedCases: Int = 20,
        walkSteps: Int = 120,
        requestsPerSecond: Double? = nil,
        stopsAtFirstFailure: Bool = false,
        knownFailures: Set<KnownFailure> = [],
        timeBudget: Duration? = nil,
        notes: [String] = []
    ) {
        self.isStrict = isStrict
        self.only = only
        self.seed = seed
        self.runPrefix = runPrefix
        self.endpointURL = endpointURL
        self.headers = headers
        self.tokens = tokens
        self.allowsWrites = allowsWrites
        self.settle = settle
        self.concurrency = max(1, concurrency)
        self.generatedCases = max(0, generatedCases)
        self.walkSteps = max(0, walkSteps)
        self.requestsPerSecond = requestsPerSecond
        self.stopsAtFirstFailure = stopsAtFirstFailure
        self.knownFailures = knownFailures
        self.timeBudget = timeBudget
        self.notes = notes
    }

    /// What takes secrets out of everything that is shown.
    public var mask: SecretMask {
        let tokens = (tokens?.given ?? []).map { HeaderField("Authorization", "Bearer \($0)") }
        return SecretMask(headers: headers + tokens, url: endpointURL, hidesTokens: self.tokens != nil)
    }
}
