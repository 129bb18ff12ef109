/// How many use the service today, and how many records that makes: what a plan for other numbers starts from.
public struct ServiceLoad: Sendable, Hashable {
    /// One kind of members, such as users or admins.
    public struct Population: Sendable, Hashable {
        /// The kind's name, in the singular.
        public var name: String
        /// How many there are.
        public var count: Double
    }

    /// The kinds of members; the first one is what a plan is asked for.
    public var population: [Population]
    /// How many records each table has.
    public var records: [String: Double]
    /// Where it is written.
    public var location: SourceLocation
}

/// How often an action is asked for.
public struct ActionLoad: Sendable, Hashable {
    /// The kind of members who ask.
    public var by: String
    /// The share of them that does, at any moment: 0.1 where one of ten has the page open.
    public var share: Double
    /// How often each of them asks in an hour; `nil` for as often as the contract plans to poll.
    public var perHour: Double?
    /// Where it is written.
    public var location: SourceLocation
}
