public import Tables

/// What a service of some size needs: rates, capacity units, hot partitions, cost.
public struct Plan: Sendable {
    /// What one action takes part in it with.
    public struct ActionShare: Sendable {
        /// The action's name.
        public var action: String
        /// How often it is asked for, in requests a second.
        public var rate: Double
        /// What one request costs at this size, by table and index.
        public var units: [CapacityUsage.Place: CapacityUsage.Units]
        /// The size of one answer at this size, in bytes.
        public var answerBytes: Double
        /// What it costs in a month of 730 hours, in US dollars.
        public var monthlyCost: Double

        /// What one request costs of all tables and indexes together.
        public var total: CapacityUsage.Units {
            units.values.reduce(into: CapacityUsage.Units()) { total, units in
                total.read += units.read
                total.write += units.write
            }
        }
    }

    /// A partition that many requests share, whoever they are from.
    public struct HotPartition: Sendable {
        /// The table or index.
        public var place: CapacityUsage.Place
        /// The attribute that is its partition key, and the value that all these requests have in common.
        public var attribute: String
        /// The value.
        public var value: String
        /// What it has to serve, in units a second.
        public var units: CapacityUsage.Units

        /// The share of what one partition can serve: above 1 it is throttled, whatever the table may do.
        public var share: Double { max(units.read / Plan.partitionReads, units.write / Plan.partitionWrites) }
    }

    /// The read units that one partition serves in a second.
    ///
    /// Source: AWS, "Best practices for designing and using partition keys effectively in DynamoDB".
    public static let partitionReads = 3_000.0
    /// The write units that one partition serves in a second.
    public static let partitionWrites = 1_000.0
    /// How many executions at once an account of AWS Lambda has at first.
    ///
    /// Source: AWS, "Lambda quotas".
    public static let concurrentExecutions = 1_000.0

    /// How many members of each kind there are, the kind that was asked for first.
    public var population: [(name: String, count: Double)]
    /// The actions, the costliest first.
    public var actions: [ActionShare]
    /// The partitions that are shared, the hottest first.
    public var partitions: [HotPartition]
    /// How many executions are under way at once, by Little's law.
    public var concurrency: Double
    /// What does not work at this size, or was not measured, in sentences.
    public var warnings: [String]

    /// All actions together, in requests a second.
    public var rate: Double { actions.reduce(0) { $0 + $1.rate } }
    /// All actions together, in US dollars a month.
    public var monthlyCost: Double { actions.reduce(0) { $0 + $1.monthlyCost } }

    /// What each table and index serves, in units a second.
    /// - Complexity: O(*n*) in the number of actions and their places.
    public var places: [CapacityUsage.Place: CapacityUsage.Units] {
        var places: [CapacityUsage.Place: CapacityUsage.Units] = [:]
        for action in actions {
            for (place, units) in action.units {
                places[place, default: CapacityUsage.Units()].read += units.read * action.rate
                places[place, default: CapacityUsage.Units()].write += units.write * action.rate
            }
        }
        return places
    }
}
