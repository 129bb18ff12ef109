import HTTPEndpoint
import Lambda
import Testing

@Suite("A redirect on the same host", .timeLimit(.minutes(5)))
struct RedirectTests {
    /// Sends a request to a server that redirects to another path; returns the status and the received requests.
    private func exchange(
        _ status: Int,
        _ method: String,
        isListed: Bool = false,
        location: String = "/new?a=b"
    ) async throws -> (status: Int, sent: [String]) {
        try await RawServer.run(
            script: { request in
                request.contains("/new?a=b ")
                    ? [.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
                    : [
                        .send(
                            "HTTP/1.1 \(status) Moved\r\nLocation: \(location)\r\nContent-Length: 0\r\n\r\n"
                        )
                    ]
            },
            { server in
                let endpoint = HTTPEndpoint(
                    try EndpointURL("http://127.0.0.1:\(server.port)/"),
                    // A long time-out for a busy machine.
                    limits: HTTPEndpointLimits(connectSeconds: 120, headSeconds: 120, totalSeconds: 120),
                    isListed: { _, answered in isListed && answered == status }
                )
                let body = method == "POST" ? Array("body".utf8) : []
                let response = try await HTTPEndpoint.whileOpen(endpoint) {
                    try await $0.send(LambdaRequest(method: method, body: body))
                }
                return (response.status, server.requests)
            }
        )
    }

    @Test("is followed with GET and HEAD", arguments: [301, 302, 303, 307, 308], ["GET", "HEAD"])
    func reads(status: Int, method: String) async throws {
        let (result, sent) = try await exchange(status, method)
        #expect(result == 200)
        #expect(sent.map { $0.hasPrefix("\(method) /") } == [true, true])
    }

    @Test(
        "is followed with the same method and body where the status requires it",
        arguments: [307, 308]
    )
    func writes(status: Int) async throws {
        let (result, sent) = try await exchange(status, "POST")
        #expect(result == 200)
        #expect(sent.count == 2 && sent[1].hasPrefix("POST /new?a=b ") && sent[1].hasSuffix("\r\n\r\nbody"))
    }

    @Test(
        "is returned where following it would change the request, or browsers do not follow it",
        arguments: [(301, "POST"), (302, "POST"), (303, "POST"), (307, "OPTIONS")]
    )
    func handedOut(status: Int, method: String) async throws {
        let (result, sent) = try await exchange(status, method)
        #expect(result == status && sent.count == 1)
    }

    @Test(
        "or on another one is returned where the contract lists its status",
        arguments: [(302, "GET"), (307, "POST"), (303, "POST")],
        ["/new?a=b", "https://other.example.com/"]
    )
    func listed(request: (status: Int, method: String), location: String) async throws {
        let (result, sent) = try await exchange(
            request.status,
            request.method,
            isListed: true,
            location: location
        )
        #expect(result == request.status && sent.count == 1)
    }

    @Test("with a body is not followed endlessly in a loop")
    func circles() async throws {
        let (result, sent) = try await exchange(308, "POST", location: "/")
        #expect(result == 308 && sent.count == 6)
    }
}
