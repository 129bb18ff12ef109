public import JSONSchema

/// What holds for the service as a whole: `service.json`.
public struct Service: Sendable {
    /// Where a request names its action.
    public struct RoutingNames: Sendable, Hashable {
        /// The query parameter; it decides when it is there and not empty.
        public var parameter: String
        /// The member of a JSON body; it decides otherwise.
        public var member: String

        /// Makes routing names.
        public init(parameter: String = "action", member: String = "action") {
            self.parameter = parameter
            self.member = member
        }
    }

    /// What a request and an answer may be at most.
    public struct Limits: Sendable, Hashable {
        /// The longest request body, in bytes; a longer one is answered 413.
        public var requestBytes: Int
        /// The longest answer that the platform passes on, in bytes.
        public var responseBytes: Int
        /// The deepest body that may be served, in levels of nesting.
        public var depth: Int
        /// The depth up to which an unknown member is ignored.
        public var ignoredDepth: Int

        /// Makes limits; the defaults are those of a Lambda Function URL.
        public init(
            requestBytes: Int = 6_291_456,
            responseBytes: Int = 6_291_556,
            depth: Int = 512,
            ignoredDepth: Int = 32
        ) {
            self.requestBytes = requestBytes
            self.responseBytes = responseBytes
            self.depth = depth
            self.ignoredDepth = ignoredDepth
        }
    }

    /// What the keyword `format` means in the schemas of the service.
    public enum Formats: String, Sendable, Hashable, CaseIterable {
        /// A text has to be of the format: requests that are not are refused, answers that are not are wrong.
        case assert
        /// The format says what a text is for, and nothing is checked.
        case annotate
    }

    /// How long an action may take.
    public struct Budget: Sendable, Hashable {
        /// The median round trip should stay under it, in milliseconds.
        public var medianMilliseconds: Double
        /// What is planned inside the function, in milliseconds; shown, not judged.
        public var planMilliseconds: Double

        /// Makes a budget.
        public init(medianMilliseconds: Double = 1000, planMilliseconds: Double = 100) {
            self.medianMilliseconds = medianMilliseconds
            self.planMilliseconds = planMilliseconds
        }
    }

    /// The name as reports show it.
    public var name: String
    /// The service in one or two sentences.
    public var summary: String?
    /// Where a request names its action.
    public var routing: RoutingNames
    /// What a request and an answer may be at most.
    public var limits: Limits
    /// How long an action may take.
    public var budget: Budget
    /// What `format` means in its schemas.
    public var formats: Formats
    /// The environment variable in which front ends expect the service's URL; `nil` where the contract does not say.
    public var urlVariable: String?
    /// How tokens say who somebody is; `nil` where the service knows no tokens.
    public var authorization: TokenClaims?
    /// The schema of every failure's body.
    public var error: Schema
    /// The times that its owners watch and no single request shows.
    public var measures: [Measure]
    /// How many use it today; `nil` where the contract does not say.
    public var load: ServiceLoad?
    /// The rules that belong to no single action.
    public var rules: [Rule]

    /// Makes a service.
    public init(
        name: String,
        summary: String? = nil,
        routing: RoutingNames = RoutingNames(),
        limits: Limits = Limits(),
        budget: Budget = Budget(),
        formats: Formats = .assert,
        urlVariable: String? = nil,
        authorization: TokenClaims? = nil,
        error: Schema,
        measures: [Measure] = [],
        load: ServiceLoad? = nil,
        rules: [Rule] = []
    ) {
        self.name = name
        self.summary = summary
        self.routing = routing
        self.limits = limits
        self.budget = budget
        self.formats = formats
        self.urlVariable = urlVariable
        self.authorization = authorization
        self.error = error
        self.measures = measures
        self.load = load
        self.rules = rules
    }
}
