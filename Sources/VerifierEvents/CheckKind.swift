/// The kinds of checks, by what they use of the contract.
public enum CheckKind: String, Sendable, Hashable, CaseIterable, Comparable {
    /// An example of the contract, request and response.
    case example
    /// A scenario with several actions.
    case scenario
    /// Every response, compared with the contract of its action and status.
    case shape
    /// A request that breaks its contract and has to be refused.
    case negative
    /// Sizes and characters at the limits.
    case boundary
    /// The transport: routing, methods, bodies, CORS.
    case `protocol`
    /// Concurrent requests, after which the totals must be right.
    case concurrent
    /// A feature that an endpoint may lack; skipped where it does.
    case `extension`
    /// The median round-trip time of an action.
    case duration
    /// Requests generated from the schemas by a seed.
    case generated
    /// A random walk in lock-step with an oracle.
    case model
    /// The records in the tables after the run, where the tester can reach them.
    case state

    /// The order in which kinds are run: that of the declarations.
    public static func < (left: CheckKind, right: CheckKind) -> Bool {
        left.order < right.order
    }

    private var order: Int {
        Self.allCases.firstIndex(of: self) ?? 0
    }
}
