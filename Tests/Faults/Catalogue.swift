import Backend

/// Every way in which the reference implementation is broken to see whether the verifier notices.
public enum Catalogue: Sendable {
    /// The names of the service's actions.
    static let actions = Set(SupportBackend.actionNames)

    /// All faults, by suite.
    public static let faults: [Fault] =
        listConversations + listMessages + sendMessage + replyToMessage + markRead + closeConversation
        + listAllConversations + listLeads + approveLead + getLink + createLink + submitLead + affiliateStats
        + transportRouting + transportBodies + transportAnswers

    /// The suites that have faults: the actions, and the transport.
    public static let suites = faults.map(\.suite).reduce(into: [String]()) { suites, suite in
        if suites.last != suite { suites.append(suite) }
    }
}
