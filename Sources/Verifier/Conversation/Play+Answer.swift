import Contracts
import Lambda

extension Play {
    /// Waits until a request may be sent, sends it, and waits and sends it again where the endpoint asks for that.
    ///
    /// - Returns: The answer and its round trip in seconds, without what was waited.
    /// - Throws: ``PlayEnd/error(_:)`` when there is no answer that can be judged.
    func answer(
        to request: LambdaRequest,
        for action: Action?
    ) async throws(PlayEnd) -> (LambdaResponse, Double) {
        let subject = EndpointHealth.subject(of: request, for: action)
        var patience = Patience()
        while true {
            try goOn(with: subject)
            await context.pace.turn()
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
            context.health.answered(at: subject)
            guard let asked = Patience.wait(askedBy: response) else {
                context.health.waited(inVain: false, at: subject)
                context.pace.answered()
                return (response, seconds)
            }
            context.pace.refused(requestSentAt: start)
            guard context.health.isWorthWaiting, let wait = patience.next(asked: asked) else {
                context.health.waited(inVain: true, at: subject)
                throw .error(patience.description(of: response))
            }
            await pause(wait)
        }
    }

    /// What is said of a case that a run which was cut short left in its middle.
    static let interruption = "the run was cut short"

    private func goOn(with subject: String) throws(PlayEnd) {
        guard !Task.isCancelled else { throw .error(Self.interruption) }
        if let reason = context.health.reasonNotToSend(to: subject) { throw .error(reason) }
    }
}
