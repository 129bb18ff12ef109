/// The load on the service today: members and records, from which a plan for other numbers starts.
public struct ServiceLoad: Sendable, Hashable {
    /// A kind of members, such as users or admins.
    public struct Population: Sendable, Hashable {
        /// The kind's name, in the singular.
        public var name: String
        /// The number of members.
        public var count: Double
    }

    /// The kinds of members; a plan is made for a number of the first.
    public var population: [Population]
    /// The number of records in each table.
    public var records: [String: Double]
    /// The location of the load.
    public var location: SourceLocation
}

/// The rate of requests to an action.
public struct ActionLoad: Sendable, Hashable {
    /// The kind of members who send them.
    public var by: String
    /// The share of members that send them at any time: 0.1 where one of ten has the page open.
    public var share: Double
    /// The number of requests of each member per hour; `nil` for the contract's polling interval.
    public var perHour: Double?
    /// The location of the load.
    public var location: SourceLocation
}
