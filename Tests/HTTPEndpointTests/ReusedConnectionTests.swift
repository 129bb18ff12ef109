import HTTPEndpoint
import Lambda
import Synchronization
import Testing

@Suite("A server that closes idle connections", .timeLimit(.minutes(5)))
struct ReusedConnectionTests {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"

    /// Sends a GET that opens a connection, and then a request on it, to a server that closes the connection when the requests
    /// of these numbers come in.
    private func exchange(
        _ method: String,
        closesAt lost: Set<Int>
    ) async throws -> (result: Result<LambdaResponse, EndpointError>, sent: Int) {
        let count = Mutex(0)
        return try await RawServer.run(
            script: { _ in
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                return lost.contains(number) ? [.close] : [.send(Self.ok)]
            },
            { server in
                // A long time-out, so that only the server closes the connection, also on a busy machine.
                let limits = HTTPEndpointLimits(connections: 1, idleSeconds: 60)
                return try await HTTPEndpoint.whileOpen(port: server.port, limits: limits) { endpoint in
                    _ = try await endpoint.send(LambdaRequest(method: "GET"))
                    let result: Result<LambdaResponse, EndpointError>
                    do throws(EndpointError) {
                        result = .success(try await endpoint.send(LambdaRequest(method: method)))
                    } catch {
                        result = .failure(error)
                    }
                    return (result, server.requests.count)
                }
            }
        )
    }

    @Test(
        "is sent a request again that is idempotent",
        arguments: ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]
    )
    func repeated(method: String) async throws {
        let (result, sent) = try await exchange(method, closesAt: [2])
        #expect(try result.get().status == 200)
        #expect(sent == 3)
    }

    @Test("is not sent a request again that is not idempotent", arguments: ["POST", "PATCH"])
    func lost(method: String) async throws {
        let (result, sent) = try await exchange(method, closesAt: [2])
        let reason = "the server closed a connection that was kept open, just when the request was sent"
        #expect(throws: EndpointError.closedEarly(reason: reason)) { try result.get() }
        #expect(sent == 2)
    }

    @Test("instead of responding is detected after one retry")
    func refuses() async throws {
        let (result, sent) = try await exchange("GET", closesAt: [2, 3, 4])
        #expect(throws: EndpointError.self) { try result.get() }
        #expect(sent == 3)
    }

    @Test("loses no request of which nothing was written, and no GET", arguments: [0, 1, 5])
    func short(milliseconds: Int) async throws {
        try await RawServer.run(
            script: { _ in [.send(Self.ok), .wait(milliseconds: milliseconds), .close] },
            { server in
                try await HTTPEndpoint.whileOpen(port: server.port) { endpoint in
                    for _ in 0..<50 {
                        #expect(try await endpoint.send(LambdaRequest(method: "GET")).status == 200)
                        try await Task.sleep(for: .milliseconds(milliseconds))
                    }
                }
            }
        )
    }
}
