import Contracts
public import VerifierEvents

/// A known failure that does not fail a run: a rule that a case breaks.
public struct KnownFailure: Sendable, Hashable {
    /// The case's suite.
    public var suite: String
    /// The case's kind.
    public var kind: CheckKind
    /// The case's name.
    public var name: String
    /// The id of the broken rule.
    public var rule: String

    /// Creates a known failure.
    public init(suite: String, kind: CheckKind, name: String, rule: String) {
        self.suite = suite
        self.kind = kind
        self.name = name
        self.rule = rule
    }

    /// Creates a known failure from the failure of a case.
    public init(_ identity: CaseIdentity, rule: String) {
        self.init(suite: identity.suite, kind: identity.kind, name: identity.name, rule: rule)
    }

    /// The case that fails.
    public var identity: CaseIdentity { CaseIdentity(suite: suite, kind: kind, name: name) }
}

extension KnownFailure: Comparable {
    /// The order of a baseline file: by suite, kind, name and rule, each by bytes.
    public static func < (left: KnownFailure, right: KnownFailure) -> Bool {
        for (one, other) in zip(left.key, right.key) where one != other {
            return one.utf8.lexicographicallyPrecedes(other.utf8)
        }
        return false
    }

    private var key: [String] { [suite, kind.rawValue, name, rule] }
}

extension KnownFailure: CustomStringConvertible {
    /// The case and the rule on one line.
    public var description: String { "\(identity) (\(rule))" }
}

extension CaseResult {
    /// Returns the result without known failures: they are kept apart, and a case without others has passed.
    func excusing(_ failures: Set<KnownFailure>) -> CaseResult {
        guard !failures.isEmpty, case .failed(let found) = outcome else { return self }
        var result = self
        let isKnown = { (failure: Failure) in
            failures.contains(KnownFailure(identity, rule: failure.rule.id))
        }
        result.known = found.filter(isKnown)
        let others = found.filter { !isKnown($0) }
        result.outcome = others.isEmpty ? .passed : .failed(others)
        return result
    }
}
