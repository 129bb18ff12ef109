/// The kinds of check, by what they do with the contract.
public enum CheckKind: String, Sendable, Hashable, CaseIterable, Comparable {
    /// A contract's example, request and answer.
    case example
    /// A story over several actions.
    case scenario
    /// Every answer seen anywhere, against the contract of its action and status.
    case shape
    /// A request that breaks its contract and has to be refused.
    case negative
    /// Sizes and characters at the edges.
    case boundary
    /// The transport: routing, methods, bodies, CORS.
    case `protocol`
    /// Several requests at once, after which the totals must add up.
    case concurrent
    /// Something that an endpoint may lack; skipped where it does.
    case `extension`
    /// The median round trip of an action.
    case duration
    /// Requests produced from the schemas by a seed.
    case generated
    /// A random walk in lock-step with an oracle.
    case model

    /// The order in which kinds are run: as they are declared.
    public static func < (left: CheckKind, right: CheckKind) -> Bool {
        left.order < right.order
    }

    private var order: Int {
        Self.allCases.firstIndex(of: self) ?? 0
    }
}
