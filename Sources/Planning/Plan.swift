public import Tables

/// A capacity plan for a service of some size: request rates, capacity units, hot partitions, cost.
public struct Plan: Sendable {
    /// The part of one action in the plan.
    public struct ActionShare: Sendable {
        /// The action's name.
        public var action: String
        /// The request rate, in requests per second.
        public var rate: Double
        /// The units of one request at this size, by table and index.
        public var units: [CapacityUsage.Resource: CapacityUsage.Units]
        /// The size of one answer at this size, in bytes.
        public var answerBytes: Double
        /// The monthly cost (730 hours), in US dollars.
        public var monthlyCost: Double

        /// The units of one request, summed over all tables and indexes.
        public var total: CapacityUsage.Units {
            units.values.reduce(into: CapacityUsage.Units()) { total, units in
                total.read += units.read
                total.write += units.write
            }
        }
    }

    /// A partition that requests of many users share.
    public struct HotPartition: Sendable {
        /// The table or index.
        public var resource: CapacityUsage.Resource
        /// The partition key attribute.
        public var attribute: String
        /// The partition key value that these requests have in common.
        public var value: String
        /// The load on the partition, in units per second.
        public var units: CapacityUsage.Units

        /// The load as a fraction of what one partition can serve: above 1 it is throttled, whatever the table's
        /// capacity.
        public var share: Double { max(units.read / Plan.partitionReads, units.write / Plan.partitionWrites) }
    }

    /// The read units that one partition serves per second.
    ///
    /// Source: AWS, "Best practices for designing and using partition keys effectively in DynamoDB".
    public static let partitionReads = 3_000.0
    /// The write units that one partition serves per second.
    public static let partitionWrites = 1_000.0
    /// The default quota of concurrent executions of an AWS Lambda account.
    ///
    /// Source: AWS, "Lambda quotas".
    public static let concurrentExecutions = 1_000.0

    /// The number of members of each population; the first is the one that the plan scales.
    public var population: [(name: String, count: Double)]
    /// The actions, sorted by cost in descending order.
    public var actions: [ActionShare]
    /// The shared partitions, sorted by load in descending order.
    public var partitions: [HotPartition]
    /// The number of concurrent executions, by Little's law.
    public var concurrency: Double
    /// The warnings: what does not work at this size or was not measured.
    public var warnings: [String]

    /// The total request rate, in requests per second.
    public var rate: Double { actions.reduce(0) { $0 + $1.rate } }
    /// The total monthly cost, in US dollars.
    public var monthlyCost: Double { actions.reduce(0) { $0 + $1.monthlyCost } }

    /// The load on each table and index, in units per second.
    /// - Complexity: O(*n*) in the number of actions and the tables and indexes that they use.
    public var resources: [CapacityUsage.Resource: CapacityUsage.Units] {
        var resources: [CapacityUsage.Resource: CapacityUsage.Units] = [:]
        for action in actions {
            for (resource, units) in action.units {
                resources[resource, default: CapacityUsage.Units()].read += units.read * action.rate
                resources[resource, default: CapacityUsage.Units()].write += units.write * action.rate
            }
        }
        return resources
    }
}
