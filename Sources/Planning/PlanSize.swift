/// The size of the service that is planned for, and what things cost.
public struct PlanSize: Sendable {
    /// How many members of the contract's first kind there are; `nil` for what ``population`` says, or as many as today.
    public var members: Double?
    /// How many there are of other kinds; those that are not named grow with the first.
    public var population: [String: Double]
    /// The seconds between two polls of the first kind's members; `nil` for what the contract plans.
    public var pollSeconds: Double?
    /// What a million read units cost, in US dollars.
    public var readPrice: Double
    /// What a million write units cost, in US dollars.
    public var writePrice: Double
    /// What a million requests of the function cost, in US dollars, its time included.
    public var requestPrice: Double

    /// Makes a size; the prices are those of us-east-1 on demand since November 2024: 0.125 and 0.625 a million units; a
    /// request 0.20 a million and 0.0000166667 a gigabyte-second, of 100 ms with 256 MB.
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
