extension HTTPEndpoint {
    /// Runs a body with an endpoint, and closes its connections whatever the body throws.
    ///
    /// - Parameters:
    ///   - endpoint: The endpoint, which cannot be used afterwards.
    ///   - body: A closure that uses it.
    /// - Returns: The result of the closure.
    /// - Throws: The error of the closure.
    public static func whileOpen<Result, Failure: Error>(
        _ endpoint: HTTPEndpoint,
        _ body: (HTTPEndpoint) async throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        do throws(Failure) {
            let result = try await body(endpoint)
            await endpoint.shutdown()
            return result
        } catch {
            await endpoint.shutdown()
            throw error
        }
    }
}
