public import JSONSchema

/// The service as a whole: `service.json`.
public struct Service: Sendable {
    /// The limits of requests and responses.
    public struct Limits: Sendable, Hashable {
        /// The maximum length of a request body, in bytes; a longer one is answered 413.
        public var requestBytes: Int
        /// The maximum length of a response that the platform accepts, in bytes.
        public var responseBytes: Int
        /// The maximum depth of a body that may be served, in levels of nesting.
        public var depth: Int
        /// The depth up to which an unknown member is ignored.
        public var ignoredDepth: Int

        /// Creates limits; the defaults are those of a Lambda Function URL.
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

    /// The meaning of the keyword `format` in the schemas of the service.
    public enum Formats: String, Sendable, Hashable, CaseIterable {
        /// Formats are asserted: requests that break one are refused, responses that break one are wrong.
        case assert
        /// Formats are annotations and are not checked.
        case annotate
    }

    /// The response time budget of an action.
    public struct Budget: Sendable, Hashable {
        /// The limit of the median round-trip time, in milliseconds.
        public var medianMilliseconds: Double
        /// The planned time inside the function, in milliseconds; shown, but not checked.
        public var planMilliseconds: Double

        /// Creates a budget.
        public init(medianMilliseconds: Double = 1000, planMilliseconds: Double = 100) {
            self.medianMilliseconds = medianMilliseconds
            self.planMilliseconds = planMilliseconds
        }
    }

    /// The statuses that the platform gives before the function runs; it knows nothing of the contract.
    public static let platformStatuses: Set<Int> = [413, 414, 431]

    /// The name for reports.
    public var name: String
    /// The service in one or two sentences.
    public var summary: String?
    /// The names in a request that identify its action.
    public var routing: RoutingNames
    /// The limits of requests and responses.
    public var limits: Limits
    /// The response time budget of an action.
    public var budget: Budget
    /// The meaning of `format` in its schemas.
    public var formats: Formats
    /// The environment variable in which front ends expect the service's URL; `nil` where the contract has none.
    public var urlVariable: String?
    /// The claims of its tokens; `nil` where the service has no tokens.
    public var authorization: TokenClaims?
    /// Its API keys; `nil` where the service has none.
    public var apiKeys: APIKeys?
    /// Whether the service knows its senders by tokens or API keys.
    public var hasCredentials: Bool { authorization != nil || apiKeys != nil }
    /// The schema of the body of failures.
    public var error: Schema
    /// Whether the contract has an error shape; where it has none, any body is right.
    public var hasErrorShape: Bool
    /// The media type of failures, in lower case; `nil` for JSON.
    public var errorContentType: String?
    /// The names and habits that all actions share.
    public var conventions: Conventions
    /// The durations across requests that its owners monitor.
    public var measures: [Measure]
    /// The load today; `nil` where the contract has none.
    public var load: ServiceLoad?
    /// The rules that belong to no single action.
    public var rules: [Rule]

    /// Creates a service.
    public init(
        name: String,
        summary: String? = nil,
        routing: RoutingNames = RoutingNames(),
        limits: Limits = Limits(),
        budget: Budget = Budget(),
        formats: Formats = .assert,
        urlVariable: String? = nil,
        authorization: TokenClaims? = nil,
        apiKeys: APIKeys? = nil,
        error: Schema,
        hasErrorShape: Bool = true,
        errorContentType: String? = nil,
        conventions: Conventions = Conventions(),
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
        self.apiKeys = apiKeys
        self.error = error
        self.hasErrorShape = hasErrorShape
        self.errorContentType = errorContentType
        self.conventions = conventions
        self.measures = measures
        self.load = load
        self.rules = rules
    }
}
