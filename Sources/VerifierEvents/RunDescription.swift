public import Foundation

/// A description of a run before it starts.
public struct RunDescription: Sendable, Hashable {
    /// The service's name from its contract folder.
    public var service: String
    /// The endpoint's URL; user information and query values are masked.
    public var endpoint: String
    /// The seed of all random choices.
    public var seed: UInt64
    /// The prefix of every id that this run sends to the endpoint.
    public var runPrefix: String
    /// The start of the run.
    public var start: Date
    /// The number of planned cases.
    public var cases: Int

    /// Creates a description.
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
