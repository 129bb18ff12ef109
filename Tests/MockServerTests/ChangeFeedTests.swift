import JSON
import Lambda
import MockServer
import NIOCore
import NIOPosix
import Sessions
import Testing

@Suite("A session's change feed", .timeLimit(.minutes(2)))
struct ChangeFeedTests {
    /// A connection that reads a feed until it contains some text.
    private struct Listener {
        let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>

        init(port: Int) async throws {
            channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: "127.0.0.1", port: port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
        }

        /// Sends a request; returns the received text once it is complete, or the server closes.
        func read(
            _ request: String,
            until isEnough: (String) -> Bool,
            meanwhile: @Sendable (NIOAsyncChannelOutboundWriter<ByteBuffer>) async throws -> Void = { _ in }
        ) async throws -> String {
            try await channel.executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: request))
                var received: [UInt8] = []
                var isFirst = true
                for try await piece in inbound {
                    received += piece.readableBytesView
                    if isFirst { try await meanwhile(outbound) }
                    isFirst = false
                    let text = String(decoding: received, as: UTF8.self)
                    if isEnough(text) { return text }
                }
                return String(decoding: received, as: UTF8.self)
            }
        }
    }

    private static let upgrade = """
        Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n
        """

    @Test("returns the records after a number, and reports when they have been dropped")
    func records() async throws {
        let options = SessionOptions(feedEntries: 3)
        try await MockUnderTest.run(options: options, make: SupportFunction.make) { mock async throws in
            try await mock.write("one", in: "a")
            let all = try await mock.json("GET /s/a/__understudy/changes")
            #expect(all["last"] == 2)
            let names = (all["records"]?.arrayValue ?? []).map { $0["eventName"] }
            #expect(names == ["INSERT", "INSERT"])
            let image = all["records"]?.arrayValue?[1]["dynamodb"]?["NewImage"]
            #expect(image?["message_text"]?["S"] == "one")
            #expect(
                try await mock.json("GET /s/a/__understudy/changes?after=1")["records"]?.arrayValue?.count
                    == 1
            )
            try await mock.write("two", in: "a")
            #expect(try await mock.send("GET /s/a/__understudy/changes").status == 410)
            #expect(try await mock.send("GET /s/a/__understudy/changes?after=9").status == 410)
            #expect(try await mock.send("GET /s/a/__understudy/changes?after=-1").status == 400)
            #expect(try await mock.json("GET /s/b/__understudy/changes")["last"] == 0)
        }
    }

    @Test("is available as server-sent events, each record once, and resumes after the last event id")
    func events() async throws {
        try await MockUnderTest.run(make: SupportFunction.make) { mock async throws in
            func listen(_ headers: String) async throws -> String {
                try await Listener(port: mock.port).read(
                    "GET /s/a/__understudy/changes HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                        + headers + "\r\n",
                    until: { $0.ranges(of: "event: change").count >= 2 }
                ) { _ in try await mock.write("live", in: "a") }
            }
            try await mock.write("before", in: "a")
            let live = try await listen("")
            #expect(live.contains("Content-Type: text/event-stream"))
            #expect(live.contains("id: 3\n") && !live.contains("id: 2\n"))
            let resumed = try await listen("Last-Event-ID: 1\r\n")
            #expect(
                resumed.contains("id: 2\n") && resumed.contains("id: 3\n") && !resumed.contains("id: 1\n")
            )
        }
    }

    @Test("is available over a WebSocket, one record per text frame, which answers pings and close frames")
    func webSocket() async throws {
        try await MockUnderTest.run(make: SupportFunction.make) { mock async throws in
            try await mock.write("before", in: "a")
            let text = try await Listener(port: mock.port).read(
                "GET /s/a/__understudy/changes?after=1 HTTP/1.1\r\n" + Self.upgrade,
                until: { $0.contains("\u{FFFD}\u{2}ok") && $0.contains("\"before\"") }
            ) { outbound in
                // A masked ping "ok" (RFC 6455, section 5.2) with a mask of zeros.
                try await outbound.write(ByteBuffer(bytes: [0x89, 0x82, 0, 0, 0, 0] + Array("ok".utf8)))
            }
            #expect(text.hasPrefix("HTTP/1.1 101 "))
            // The key of RFC 6455, section 1.3.
            #expect(text.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
            #expect(text.contains(#""before""#))
            let closed = try await Listener(port: mock.port).read(
                "GET /__understudy/sessions/a/changes HTTP/1.1\r\n" + Self.upgrade,
                until: { _ in false }
            ) { outbound in
                try await outbound.write(ByteBuffer(bytes: [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xE8]))
            }
            #expect(closed.utf8.count > 0, "the server closes")
        }
    }

    @Test(
        "is refused like other requests: for foreign hosts, unknown sessions and dropped records",
        arguments: [
            ("/__understudy/changes", "example.com", 403),
            ("/__understudy/sessions/none/changes", "localhost", 404),
            ("/__understudy/changes?after=7", "localhost", 410), ("/__understudy/clock", "localhost", 200),
        ]
    )
    func refused(path: String, host: String, status: Int) async throws {
        try await MockUnderTest.run { mock async throws in
            let upgrade = Self.upgrade.replacing("localhost", with: host)
            let answer = try await Listener(port: mock.port).read("GET \(path) HTTP/1.1\r\n" + upgrade) {
                $0.contains("\r\n\r\n")
            }
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        }
    }
}
