public import Foundation

/// What is about to be tested.
public struct RunDescription: Sendable, Hashable {
    /// The service's name from its contract folder.
    public var service: String
    /// The endpoint's address; user information and query values are masked.
    public var endpoint: String
    /// The seed of everything that is chosen at random.
    public var seed: UInt64
    /// What every id that this run gives to the endpoint begins with.
    public var runPrefix: String
    /// When the run began.
    public var start: Date
    /// How many cases are planned.
    public var cases: Int

    /// Describes a run.
    public init(
        service: String,
        endpoint: String,
        seed: UInt64,
        runPrefix: String,
        start: Date,
        cases: Int
    ) {
        self.service = service
        self.endpoint = endpoint
        self.seed = seed
        self.runPrefix = runPrefix
        self.start = start
        self.cases = cases
    }
}
