/// Which case this is: the same from run to run, so that two runs can be compared.
public struct CaseIdentity: Sendable, Hashable {
    /// The suite of what belongs to no single action.
    public static let transportSuite = "transport"

    /// The suite of random walks, which go over many actions.
    public static let walkSuite = "walks"

    /// The action's name, ``transportSuite`` or ``walkSuite``.
    public var suite: String
    /// The kind of check.
    public var kind: CheckKind
    /// What the case is about, in words; no two cases of a run share suite, kind and name.
    public var name: String

    /// Names a case.
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
