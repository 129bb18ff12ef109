public import Backend
public import Lambda
public import Tables

/// The faults of the reference implementation that the verifier has to find.
public enum Catalogue: Sendable {
    /// The names of the service's actions.
    static let actions = Set(SupportBackend.actionNames)

    /// Faults that occur whenever the action is used, by suite.
    public static let plain: [Fault] =
        listConversations + listMessages + sendMessage + replyToMessage + markRead + closeConversation
        + listAllConversations + listLeads + approveLead + getLink + createLink + submitLead + affiliateStats
        + transportRouting + transportBodies + transportAnswers

    /// Faults that occur only under a trigger, but then every time.
    public static let rare: [Fault] =
        afterClosing + manyRecords + laterTimes + afterRefusals + decisions + money + textsAndIdentifiers
        + optionalMembers + listCorners + togetherOnly + rareAnswers + byKind

    /// At least ten of each kind that backends break in one action only, spread over the actions.
    public static let byKind: [Fault] =
        lenientIdentifiers + numberLikeTexts + wordsAsIdentifiers + emptyArguments + wholeRecords
        + forgetfulTags + uselessTags + mixedIdentifiers + changedIdentifiers + firstTimes

    /// Faults that occur in one of fifty requests, whatever they are.
    public static let intermittent: [Fault] = byChance

    /// All faults.
    public static let faults: [Fault] = plain + rare + intermittent

    /// The suites that have faults: the actions, and the transport.
    public static let suites = faults.map(\.suite).reduce(into: [String]()) { suites, suite in
        if !suites.contains(suite) { suites.append(suite) }
    }

    /// Returns a backend with several faults at once, over empty tables.
    ///
    /// - Parameters:
    ///   - faults: The faults.
    ///   - tables: The service's tables.
    ///   - seed: The seed that selects the broken requests of intermittent faults.
    ///   - time: The clock.
    ///   - identifiers: The source of ids.
    /// - Returns: The backend, with an empty history.
    public static func backend(
        with faults: [Fault],
        tables: [TableDefinition],
        seed: UInt64 = 1,
        time: any TimeSource = SystemTime(),
        identifiers: any IdentifierSource = RandomIdentifiers()
    ) -> any Endpoint {
        FaultyBackend.backend(faults, tables: tables, seed: seed, time: time, identifiers: identifiers)
    }
}
