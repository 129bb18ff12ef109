/// The identity of a case: the same from run to run, so that two runs can be compared.
public struct CaseIdentity: Sendable, Hashable {
    /// The suite of requests without a single action.
    public static let transportSuite = "transport"

    /// The suite of random walks, which use many actions.
    public static let walkSuite = "walks"

    /// The suite of what is in the tables.
    public static let stateSuite = "tables"

    /// The action's name, ``transportSuite``, ``walkSuite`` or ``stateSuite``.
    public var suite: String
    /// The kind of check.
    public var kind: CheckKind
    /// A description of the case; suite, kind and name are unique in a run.
    public var name: String

    /// Creates the identity of a case.
    public init(suite: String, kind: CheckKind, name: String) {
        self.suite = suite
        self.kind = kind
        self.name = name
    }
}

extension CaseIdentity: CustomStringConvertible {
    /// Suite, kind and name on one line, as `--only` matches them.
    public var description: String {
        "\(suite) \(kind.rawValue): \(name)"
    }
}

extension CaseIdentity: Comparable {
    /// The order of the plan: by suite, then kind, then name, each by bytes; the transport comes first.
    public static func < (left: CaseIdentity, right: CaseIdentity) -> Bool {
        if left.suite != right.suite {
            if left.suite == transportSuite || right.suite == transportSuite {
                return left.suite == transportSuite
            }
            return left.suite.utf8.lexicographicallyPrecedes(right.suite.utf8)
        }
        if left.kind != right.kind { return left.kind < right.kind }
        return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
}
