import JSON
import NIOCore
import NIOPosix
import Testing

@Suite("The events of a mock", .timeLimit(.minutes(10)))
struct EventTests {
    /// Listens, runs a closure once it is listening, and returns the first request events.
    private func events(
        _ query: String,
        count: Int,
        of mock: MockUnderTest,
        after happening: @Sendable () async throws -> Void
    ) async throws -> [JSONValue] {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: mock.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            let head = "GET /__understudy/events\(query) HTTP/1.1\r\nHost: localhost\r\n\r\n"
            try await outbound.write(ByteBuffer(string: head))
            var text = ""
            var hasHappened = false
            for try await piece in inbound {
                text += String(buffer: piece)
                // The first heartbeat shows that the listener is connected.
                if !hasHappened, text.contains("\r\n:") {
                    hasHappened = true
                    try await happening()
                }
                let data = text.matches(of: /data: (.*)\n/).map { String($0.1) }
                if data.count >= count { return try data.prefix(count).map { try JSONValue(parsing: $0) } }
            }
            return []
        }
    }

    @Test(
        "contain every request, or those of one session",
        arguments: [("", ["a", "b", "a"]), ("?session=b", ["b", "b"]), ("?session=new", ["new"])]
    )
    func sessions(query: String, expected: [String]) async throws {
        try await MockUnderTest.run { mock async throws in
            let seen = try await events(query, count: expected.count, of: mock) {
                for session in ["a", "b", "a", "b", "new"] {
                    _ = try await mock.send("GET /s/\(session)/")
                }
            }
            #expect(seen.map { $0["session"]?.stringValue } == expected)
        }
    }

    @Test("are refused for an invalid session name")
    func invalid() async throws {
        try await MockUnderTest.run { mock async throws in
            #expect(try await mock.send("GET /__understudy/events?session=a%20b").status == 400)
        }
    }
}
