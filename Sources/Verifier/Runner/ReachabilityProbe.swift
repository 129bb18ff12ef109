import Contracts
import JSON
import Lambda

/// The first requests of a run, to detect an unreachable endpoint before the first case.
struct ReachabilityProbe: Sendable {
    /// The context of the run.
    let context: RunContext

    /// Sends an `OPTIONS` request.
    ///
    /// When it is not answered, the reads are tried, since one hanging request must not stop the run; the endpoint is
    /// unreachable when none of them is answered.
    func make() async {
        let preflight = context.requests.request(method: "OPTIONS")
        guard let error = await send(preflight, for: nil), !Task.isCancelled else { return }
        if error.isWithoutConnection { return context.health.stop(error) }
        guard case .timedOut = error else { return }
        let reads = context.contract.actions.filter(\.isSafe)
        let isAlive = await withTaskGroup(of: Bool.self) { group in
            for action in reads.map(Optional.some) + [nil] {
                group.addTask {
                    let request =
                        action.map { context.requests.request($0, JSONObject()) }
                        ?? context.requests.request(method: "GET")
                    return await send(request, for: nil, isNoted: false) == nil
                }
            }
            for await isAnswered in group where isAnswered {
                group.cancelAll()
                return true
            }
            return false
        }
        if !isAlive, !Task.isCancelled { context.health.stop(error) }
    }

    /// The reason why there was no response; `nil` when there was one.
    private func send(
        _ request: LambdaRequest,
        for action: Action?,
        isNoted: Bool = true
    ) async -> EndpointError? {
        var request = context.key?.added(to: request) ?? request
        for header in context.options.headers {
            request.headers[header.name] = nil
            request.headers.append(header.name, header.value)
        }
        let subject = EndpointHealth.subject(of: request, for: action)
        await context.rateLimiter.turn()
        do throws(EndpointError) {
            let response = try await context.endpoint.send(request)
            context.health.answered(response, at: subject)
            return nil
        } catch {
            if isNoted, !Task.isCancelled { context.health.failed(error, at: subject) }
            return error
        }
    }
}
