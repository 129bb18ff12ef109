import Contracts

extension Attempt {
    /// Sends requests at the same time, each in a place of the transcript that is reserved for it.
    ///
    /// - Parameters:
    ///   - requests: The requests, as values that describe them.
    ///   - send: Sends one of them, as a request of a place and of the batch of all.
    /// - Returns: What `send` returned, in the order of the requests.
    /// - Throws: The error of the first of the requests that failed, when all have ended.
    func atOnce<Request: Sendable, Result: Sendable>(
        _ requests: [Request],
        _ send: @escaping @Sendable (Request, (number: Int, batch: Int)) async throws(AttemptEnd) -> Result
    ) async throws(AttemptEnd) -> [Result] {
        let (places, batch) = reserve(requests.count)
        let results = await withTaskGroup(of: (Int, Swift.Result<Result, AttemptEnd>).self) { group in
            for (place, request) in zip(places, requests) {
                group.addTask {
                    do throws(AttemptEnd) {
                        return (place, .success(try await send(request, (number: place, batch: batch))))
                    } catch {
                        return (place, .failure(error))
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var answers: [Result] = []
        for (_, result) in results.sorted(by: { $0.0 < $1.0 }) { answers.append(try result.get()) }
        return answers
    }
}
