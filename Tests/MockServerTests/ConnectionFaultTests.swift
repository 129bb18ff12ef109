import FaultInjection
import JSON
import Lambda
import MockServer
import NIOCore
import NIOPosix
import Sessions
import Testing

@Suite("A fault of the connection", .timeLimit(.minutes(10)))
struct ConnectionFaultTests {
    @Test("resets it: there is no answer and no orderly close")
    func reset() async throws {
        try await MockUnderTest.run { mock async throws in
            let request = "GET / HTTP/1.1\r\nHost: localhost\r\nX-Understudy-Fault: reset\r\n\r\n"
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: "127.0.0.1", port: mock.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            let error = await #expect(throws: IOError.self) {
                try await channel.executeThenClose { inbound, outbound in
                    try await outbound.write(ByteBuffer(string: request))
                    for try await piece in inbound { Issue.record("an answer: \(String(buffer: piece))") }
                }
            }
            #expect(error?.errnoCode == ECONNRESET)
            let entry = try mock.server.registry.existing(.standard).journal.newest(1).first
            #expect(entry?.faults == ["reset"])
        }
    }

    @Test(
        "ends the body before its announced length",
        arguments: [("0", 0), ("0.5", 10), ("0.9", 18)]
    )
    func truncation(share: String, bytes: Int) async throws {
        let endpoint = EchoEndpoint { _ in
            LambdaResponse(
                status: 200,
                headers: ["Content-Type": "application/json", "Access-Control-Allow-Origin": "*"],
                body: Array(#"{"conversations":[]}"#.utf8)
            )
        }
        try await MockUnderTest.run(endpoint) { mock async throws in
            let answer = try await mock.send("GET /", headers: ["X-Understudy-Fault: truncate=\(share)"])
            #expect(answer.values("Content-Length") == ["20"])
            #expect(answer.body.utf8.count == bytes)
            #expect(try await mock.send("GET /").body.utf8.count == 20)
        }
    }

    @Test(
        "is refused when its name is unknown or its value is invalid",
        arguments: ["nonsense", "latency=-1", "status=99", "truncate=2", "reset=1", "latency=soon"]
    )
    func unknown(fault: String) async throws {
        try await MockUnderTest.run { mock async throws in
            let answer = try await mock.send("GET /", headers: ["X-Understudy-Fault: \(fault)"])
            #expect(answer.status == 400)
            #expect(answer.body.contains("X-Understudy-Fault"))
            #expect(answer.values("Access-Control-Allow-Origin") == ["*"])
        }
    }
}
