public import JSON

/// A fault rule that sessions begin with, and which of them: what a file of faults holds.
public struct InitialFault: Sendable, Hashable {
    /// The sessions' names, `*` and `?` standing for any characters and any one; every session where it is empty.
    public var sessions: [String]
    /// The rule.
    public var rule: FaultRule

    /// Makes a standing fault.
    public init(_ rule: FaultRule, sessions: [String] = []) {
        self.rule = rule
        self.sessions = sessions
    }

    /// Reads a rule as ``FaultRule/init(_:)`` does, with a member `sessions` besides.
    ///
    /// - Throws: ``FaultRuleError`` at the first member that does not fit.
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

    /// Whether a session begins with it.
    func applies(to session: SessionName) -> Bool {
        guard !sessions.isEmpty else { return true }
        let name = Array(session.description.unicodeScalars)
        return sessions.contains { Wildcard.matches(name, Array($0.unicodeScalars)) }
    }
}
