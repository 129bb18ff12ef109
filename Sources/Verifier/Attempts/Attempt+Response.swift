import Contracts
import Lambda

extension Attempt {
    /// Waits for the rate limiter, sends a request, and sends it again after the delay that the endpoint asks for.
    ///
    /// - Returns: The response and its round-trip time in seconds, without the waiting time.
    /// - Throws: ``AttemptEnd/error(_:)`` when there is no response that can be judged.
    func answer(
        to request: LambdaRequest,
        for action: Action?
    ) async throws(AttemptEnd) -> (LambdaResponse, Double) {
        let subject = EndpointHealth.subject(of: request, for: action)
        var policy = RetryPolicy()
        while true {
            try goOn(with: subject)
            await context.rateLimiter.turn()
            try goOn(with: subject)
            let start = ContinuousClock.now
            let response: LambdaResponse
            do throws(EndpointError) {
                countRequest()
                response = try await context.endpoint.send(request)
            } catch {
                guard !Task.isCancelled else { throw .error(Self.interruption) }
                context.health.failed(error, at: subject)
                if case .closedEarly = error { loseConnection() }
                throw .error(error.description)
            }
            let seconds = (ContinuousClock.now - start).inSeconds
            context.health.answered(response, at: subject)
            guard let asked = RetryPolicy.wait(askedBy: response) else {
                context.health.waited(inVain: false, at: subject)
                context.rateLimiter.answered()
                return (response, seconds)
            }
            context.rateLimiter.refused(requestSentAt: start)
            guard context.health.isWorthWaiting, let wait = policy.next(asked: asked) else {
                context.health.waited(inVain: true, at: subject)
                throw .error(policy.description(of: response))
            }
            await pause(wait)
        }
    }

    /// The reason for a case that was interrupted by the end of the run.
    static let interruption = "the run was cut short"

    private func goOn(with subject: String) throws(AttemptEnd) {
        guard !Task.isCancelled else { throw .error(Self.interruption) }
        if let reason = context.health.reasonNotToSend(to: subject) { throw .error(reason) }
    }
}
