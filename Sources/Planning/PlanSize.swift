/// The size of the service to plan for, and the prices.
public struct PlanSize: Sendable {
    /// The number of members of the contract's first population; `nil` for the number in ``population``, or today's.
    public var members: Double?
    /// The number of members of other populations; those that are not named grow with the first.
    public var population: [String: Double]
    /// The polling interval of the first population, in seconds; `nil` for the contract's.
    public var pollSeconds: Double?
    /// The price of a million read units, in US dollars.
    public var readPrice: Double
    /// The price of a million write units, in US dollars.
    public var writePrice: Double
    /// The price of a million requests of the function, including its compute time, in US dollars.
    public var requestPrice: Double

    /// Creates a size.
    ///
    /// The default prices are those of us-east-1 on demand since November 2024: 0.125 and 0.625 per million
    /// units; 0.20 per million requests and 0.0000166667 per gigabyte-second, for 100 ms with 256 MB.
    ///
    /// Source: AWS, "Amazon DynamoDB pricing for on-demand capacity", "AWS Lambda pricing".
    public init(
        members: Double? = nil,
        population: [String: Double] = [:],
        pollSeconds: Double? = nil,
        readPrice: Double = 0.125,
        writePrice: Double = 0.625,
        requestPrice: Double = 0.62
    ) {
        self.members = members
        self.population = population
        self.pollSeconds = pollSeconds
        self.readPrice = readPrice
        self.writePrice = writePrice
        self.requestPrice = requestPrice
    }
}
