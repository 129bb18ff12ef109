import Backend

/// Every way in which the reference implementation is broken to see whether the verifier notices.
public enum Catalogue: Sendable {
    /// The names of the service's actions.
    static let actions = Set(SupportBackend.actionNames)

    /// Faults that show whenever the action is played, by suite.
    public static let plain: [Fault] =
        listConversations + listMessages + sendMessage + replyToMessage + markRead + closeConversation
        + listAllConversations + listLeads + approveLead + getLink + createLink + submitLead + affiliateStats
        + transportRouting + transportBodies + transportAnswers

    /// Faults that show only on an occasion, but then every time.
    public static let rare: [Fault] =
        afterClosing + manyRecords + laterTimes + afterRefusals + decisions + money + textsAndIdentifiers
        + optionalMembers + listCorners + togetherOnly + rareAnswers + byKind

    /// At least ten of each kind that backends break in one action only, spread over the actions.
    public static let byKind: [Fault] =
        lenientIdentifiers + numberLikeTexts + wordsAsIdentifiers + emptyArguments + wholeRecords
        + forgetfulTags

    /// Faults that show in one request of fifty, whatever is asked.
    public static let intermittent: [Fault] = byChance

    /// All faults.
    public static let faults: [Fault] = plain + rare + intermittent

    /// The suites that have faults: the actions, and the transport.
    public static let suites = faults.map(\.suite).reduce(into: [String]()) { suites, suite in
        if !suites.contains(suite) { suites.append(suite) }
    }
}
