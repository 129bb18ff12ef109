/// Options of a ``SupportBackend``.
public struct SupportBackendOptions: Sendable, Hashable {
    /// Whether messages and leads get an `expires_at` attribute, in seconds, for DynamoDB's time to live.
    ///
    /// Messages then live for two years, leads for three. Off by default: records are kept forever.
    public var timeToLive: Bool
    /// The maximum size of a response, in bytes.
    ///
    /// AWS answers 502 when a function returns more. The backend answers 413 instead, and shortens a limited list.
    ///
    /// Source: AWS, "Lambda quotas", invocation payload.
    public var responseBytes: Int
    /// The maximum number of attempts of a write that loses against concurrent writers, before the answer is 429.
    public var attempts: Int

    /// Creates options.
    public init(timeToLive: Bool = false, responseBytes: Int = 6_291_556, attempts: Int = 1_000) {
        self.timeToLive = timeToLive
        self.responseBytes = responseBytes
        self.attempts = attempts
    }
}
