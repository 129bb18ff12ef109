import Contracts
public import JSON

/// A fault rule of new sessions, as a file of faults lists it.
public struct InitialFault: Sendable, Hashable {
    /// The session names, with the wildcards `*` for any characters and `?` for one; empty for every session.
    public var sessions: [String]
    /// The rule.
    public var rule: FaultRule

    /// Creates an initial fault.
    public init(_ rule: FaultRule, sessions: [String] = []) {
        self.rule = rule
        self.sessions = sessions
    }

    /// Parses a rule as ``FaultRule/init(_:)`` does, with an additional member `sessions`.
    ///
    /// - Throws: ``FaultRuleError`` for the first invalid member.
    public init(_ json: JSONValue) throws(FaultRuleError) {
        guard var object = json.objectValue else {
            rule = try FaultRule(json)
            sessions = []
            return
        }
        var reader = MemberReader(object)
        sessions = try reader.texts("sessions")
        object["sessions"] = nil
        rule = try FaultRule(.object(object))
    }

    /// Returns whether a new session gets the rule.
    ///
    /// - Complexity: O(*n*) in the number of patterns.
    public func applies(toSession name: String) -> Bool {
        guard !sessions.isEmpty else { return true }
        return sessions.contains { NamePattern($0).matches(name) }
    }
}
