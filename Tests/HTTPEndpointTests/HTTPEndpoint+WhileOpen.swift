import HTTPEndpoint

extension HTTPEndpoint {
    /// Runs a body with an endpoint at a port of this machine, and shuts it down whatever the body throws.
    static func whileOpen<Result>(
        port: Int,
        limits: HTTPEndpointLimits = HTTPEndpointLimits(),
        trust: CertificateTrust = .system,
        _ body: (HTTPEndpoint) async throws -> Result
    ) async throws -> Result {
        try await whileOpen(
            HTTPEndpoint(try EndpointURL("http://127.0.0.1:\(port)/"), limits: limits, trust: trust),
            body
        )
    }
}
