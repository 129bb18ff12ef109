/// The number of concurrent requests to an endpoint, adapted to what it can take.
///
/// It grows by one with every quick response, as TCP's slow start does (RFC 5681, section 3.1), and is halved
/// when a connection is not accepted in time: a server that serves one request at a time keeps few connections waiting
/// (the backlog of its socket, 5 is common), and the system drops the others.
actor ConnectionLimit {
    /// The longest duration of a response that lets the limit grow.
    private static let quick = Duration.milliseconds(500)

    private let limits: HTTPEndpointLimits
    private var durations = RecentDurations()
    private let maximum: Int
    private var current: Int
    private let semaphore: Semaphore
    private let patience: Duration
    private var lastResponse: ContinuousClock.Instant?

    /// Creates a limit.
    ///
    /// - Parameter limits: The limits of the endpoint: the numbers of connections, and the time-out for one.
    init(_ limits: HTTPEndpointLimits) {
        self.limits = limits
        // A busy server, or a busy machine, may take a moment longer.
        patience = .seconds(2 * limits.connectSeconds + 10)
        maximum = max(1, limits.connections)
        current = min(max(1, limits.initialConnections), maximum)
        semaphore = Semaphore(permits: current)
    }

    /// Waits until one more request may be sent; ``leave()`` has to follow.
    ///
    /// - Throws: `CancellationError` when the task is cancelled while it waits.
    func enter() async throws {
        try await semaphore.acquire()
    }

    /// Lets the next request in.
    func leave() async {
        await semaphore.release()
    }

    /// The limits for an endpoint as slow as this one.
    var currentLimits: HTTPEndpointLimits { limits.scaled(to: durations.median) }

    /// Notes a response.
    func answered(after duration: Duration) async {
        lastResponse = .now
        durations.append(duration / .seconds(1))
        guard duration < Self.quick, current < maximum else { return }
        current += 1
        await semaphore.add(1)
    }

    /// Halves the limit after a connection was not accepted in time.
    ///
    /// - Returns: Whether the endpoint has answered others lately, so that it is there and another try makes sense.
    func narrow() async -> Bool {
        guard let lastResponse, .now - lastResponse < patience else { return false }
        let withdrawn = current / 2
        current -= withdrawn
        await semaphore.withdraw(withdrawn)
        return true
    }
}
