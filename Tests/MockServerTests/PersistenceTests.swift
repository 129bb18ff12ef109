import NIOCore
import NIOPosix
import Testing

@Suite("A connection to the mock", .timeLimit(.minutes(5)))
struct PersistenceTests {
    @Test(
        "ends with the response, which says so, unless its version or its client asks to keep it",
        arguments: [
            ("HTTP/1.0", [], ["HTTP/1.0"]),
            ("HTTP/1.0", ["Connection: close"], ["HTTP/1.0"]),
            ("HTTP/1.0", ["Connection: Keep-Alive"], ["HTTP/1.0", "HTTP/1.1"]),
            ("HTTP/1.1", [], ["HTTP/1.1", "HTTP/1.1"]),
            ("HTTP/1.1", ["Connection: Close, TE"], ["HTTP/1.1"]),
        ]
    )
    func persists(version: String, headers: [String], versions: [String]) async throws {
        try await MockUnderTest.run { mock async throws in
            let first = (["GET /?action=a \(version)", "Host: a"] + headers).joined(separator: "\r\n")
            let second = "GET /?action=b HTTP/1.1\r\nHost: a\r\nConnection: close"
            // Both are sent at once; the answer is complete when the server closes.
            let answer = try await RawClient.send("\(first)\r\n\r\n\(second)\r\n\r\n", to: mock.port)
            let isKept = versions.count == 2
            #expect(answer.lines.first == "\(versions[0]) 404 Not Found")
            let connection = isKept ? (version == "HTTP/1.0" ? ["keep-alive"] : []) : ["close"]
            #expect(answer.values("Connection") == connection)
            #expect(answer.values("Transfer-Encoding").isEmpty)
            #expect(answer.body.contains("HTTP/1.1 404 Not Found\r\n") == isKept)
            #expect(answer.body.contains("action=a"))
            #expect(answer.body.contains("action=b") == isKept)
        }
    }

    @Test("answers a HEAD and an OPTIONS over HTTP/1.0, and ends", arguments: ["HEAD", "OPTIONS"])
    func withoutBody(method: String) async throws {
        try await MockUnderTest.run { mock async throws in
            let answer = try await RawClient.send("\(method) / HTTP/1.0\r\n\r\n", to: mock.port)
            #expect(answer.lines.first?.hasPrefix("HTTP/1.0 ") == true)
            #expect(answer.values("Connection") == ["close"])
        }
    }

    @Test("sends no interim response to a client of HTTP/1.0, which knows none")
    func interim() async throws {
        try await MockUnderTest.run { mock async throws in
            let answer = try await RawClient.send(
                "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
                to: mock.port
            )
            #expect(answer.lines.first == "HTTP/1.0 404 Not Found")
        }
    }

    @Test("sends events to a client of HTTP/1.0 without chunks, and to others in chunks", arguments: [0, 1])
    func events(minor: Int) async throws {
        try await MockUnderTest.run { mock async throws in
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: "127.0.0.1", port: mock.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            let text = try await channel.executeThenClose { inbound, outbound in
                let request =
                    "GET /__understudy/changes?after=0 HTTP/1.\(minor)\r\nHost: localhost\r\n"
                    + "Connection: keep-alive\r\nAccept: text/event-stream\r\n\r\n"
                try await outbound.write(ByteBuffer(string: request))
                var text = ""
                for try await piece in inbound {
                    text += String(buffer: piece)
                    if text.contains("\r\n\r\n") { break }
                }
                return text
            }
            let isOld = minor == 0
            #expect(text.hasPrefix("HTTP/1.\(minor) 200 OK\r\n"))
            #expect(text.lowercased().contains("\r\ntransfer-encoding: chunked\r\n") == !isOld)
            // Where the events end, the connection does.
            #expect(text.contains("\r\nConnection: close\r\n") == isOld)
        }
    }
}
