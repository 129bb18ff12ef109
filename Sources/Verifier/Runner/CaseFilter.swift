public import Contracts
public import VerifierEvents

/// Selects cases: by a part of their suite, kind, name or of a rule's id, or by a pattern with `*` and `?`.
public struct CaseFilter: Sendable, Hashable {
    /// The patterns, one of which has to match; without any, every case is selected.
    public let patterns: [String]

    /// Creates a filter.
    public init(_ patterns: [String]) {
        self.patterns = patterns.map { $0.lowercased() }
    }

    /// Returns whether a case is selected, without regard to upper and lower case.
    ///
    /// A pattern without `*` and `?` matches any part of the suite, the kind, the name, a rule's id, or of all on one
    /// line as ``CaseIdentity/description`` writes it; one with them matches the whole of one of these.
    public func matches(_ identity: CaseIdentity, rules: [Rule]) -> Bool {
        let texts =
            [identity.suite, identity.kind.rawValue, identity.name, identity.description] + rules.map(\.id)
        return patterns.isEmpty
            || patterns.contains { pattern in
                texts.contains { Self.matches(pattern, $0.lowercased()) }
            }
    }

    private static func matches(_ pattern: String, _ text: String) -> Bool {
        guard pattern.contains("*") || pattern.contains("?") else { return text.contains(pattern) }
        return NamePattern(pattern).matches(text)
    }
}
