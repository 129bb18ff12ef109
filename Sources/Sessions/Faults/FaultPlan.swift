public import Tables

/// What happens to one request: every fault that was drawn for it, put together.
public struct FaultPlan: Sendable, Hashable {
    /// An answer in the place of the function's.
    public struct Refusal: Sendable, Hashable {
        /// The status.
        public var status: Int
        /// The text of the error; `nil` for what the platform says.
        public var error: String?
        /// The seconds of `Retry-After`; `nil` for no such header.
        public var retryAfter: Int?
    }

    /// The kinds of the faults that happen, in the order of their rules.
    public private(set) var kinds: [String] = []
    /// How long the answer is held back, in milliseconds: of several rules the sum.
    public private(set) var delay = 0
    /// What is answered in the function's place: of several rules the first.
    public private(set) var refusal: Refusal?
    /// Whether the connection is reset before an answer.
    public private(set) var isReset = false
    /// After which share of the body the answer ends; `nil` for a whole one.
    public private(set) var bodyShare: Double?
    /// Another content type for the answer.
    public private(set) var contentType: String?
    /// Whether the answer lacks every CORS header.
    public private(set) var lacksCORS = false
    /// By how many milliseconds indexes lag behind their tables.
    public private(set) var indexLag = 0
    /// Read and write units a second that are not throttled; `nil` for no limit.
    public private(set) var capacity: CapacityUsage.Units?

    /// A plan in which nothing happens.
    public init() {}

    /// Whether nothing happens.
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
