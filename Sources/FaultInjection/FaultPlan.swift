public import Tables

/// The combined faults of one request.
public struct FaultPlan: Sendable, Hashable {
    /// A response that replaces the function's.
    public struct Refusal: Sendable, Hashable {
        /// The status.
        public var status: Int
        /// The error text; `nil` for the platform's.
        public var error: String?
        /// The value of `Retry-After` in seconds; `nil` for no such header.
        public var retryAfter: Int?

        /// Creates a response.
        public init(status: Int, error: String?, retryAfter: Int?) {
            self.status = status
            self.error = error
            self.retryAfter = retryAfter
        }
    }

    /// The kinds of the faults, in the order of their rules.
    public private(set) var kinds: [String] = []
    /// The delay of the response, in milliseconds: the sum over all rules.
    public private(set) var delay = 0
    /// The response that replaces the function's: the first of all rules.
    public private(set) var refusal: Refusal?
    /// Whether the connection is reset before the response.
    public private(set) var isReset = false
    /// The share of the body after which the connection closes; `nil` for a complete body.
    public private(set) var bodyShare: Double?
    /// The replaced content type.
    public private(set) var contentType: String?
    /// Whether the response has no CORS headers.
    public private(set) var lacksCORS = false
    /// The lag of indexes behind their tables, in milliseconds.
    public private(set) var indexLag = 0
    /// The capacity limit, in units per second; `nil` for no limit.
    public private(set) var capacity: CapacityUsage.Units?

    /// Creates a plan without faults.
    public init() {}

    /// Whether the plan has no faults.
    public var isEmpty: Bool { kinds.isEmpty }

    mutating func add(_ fault: Fault, milliseconds: (FaultLatency) -> Int) {
        kinds.append(fault.kind)
        switch fault {
        case .latency(let latency):
            delay = min(delay + milliseconds(latency), FaultLatency.longest)
        case .status(let status, let error, let retryAfter):
            if refusal == nil { refusal = Refusal(status: status, error: error, retryAfter: retryAfter) }
        case .reset:
            isReset = true
        case .truncate(let share):
            bodyShare = min(bodyShare ?? share, share)
        case .contentType(let type):
            contentType = type
        case .missingCORS:
            lacksCORS = true
        case .staleReads(let milliseconds):
            indexLag = max(indexLag, milliseconds)
        case .throttle(let read, let write):
            capacity = CapacityUsage.Units(
                read: min(capacity?.read ?? read, read),
                write: min(capacity?.write ?? write, write)
            )
        }
    }
}
