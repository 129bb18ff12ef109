/// What can be set about a ``SupportBackend``.
public struct SupportBackendOptions: Sendable, Hashable {
    /// Whether messages and leads get an `expires_at` attribute, in seconds, for DynamoDB's time to live.
    ///
    /// Messages then live for two years, leads for three. Off by default: records are kept for ever.
    public var timeToLive: Bool
    /// The largest answer in bytes.
    ///
    /// AWS answers 502 for a function that returns more; so this answers 413, and a limited list becomes shorter.
    ///
    /// Source: AWS, "Lambda quotas", invocation payload.
    public var responseBytes: Int
    /// How often a write that loses against other writers is tried again before the answer is 429.
    public var attempts: Int

    /// Makes options.
    public init(timeToLive: Bool = false, responseBytes: Int = 6_291_556, attempts: Int = 1_000) {
        self.timeToLive = timeToLive
        self.responseBytes = responseBytes
        self.attempts = attempts
    }
}
