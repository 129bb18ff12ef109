import NIOCore
import NIOPosix
import Synchronization
import Testing

/// A scripted TCP server that writes exactly the given bytes, whether they are HTTP or not.
final class RawServer: Sendable {
    /// A step of the response to a request.
    enum Step: Sendable {
        case send(String)
        case sendBytes([UInt8])
        case sendZeros(count: Int)
        case wait(milliseconds: Int)
        case close
    }

    let port: Int
    private let channel: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>
    private let received = Mutex<[String]>([])

    /// The raw requests: heads, and the bodies that their `Content-Length` announces.
    var requests: [String] { received.withLock { $0 } }

    private init(channel: NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>) throws {
        self.channel = channel
        port = try #require(channel.channel.localAddress?.port)
    }

    /// Runs a server that responds to every request with the steps that `script` returns for its head.
    ///
    /// Without waiting for the end of a request, it responds to the first bytes received.
    static func run<Result: Sendable>(
        waitsForRequest: Bool = true,
        script: @escaping @Sendable (_ request: String) -> [Step],
        _ body: @Sendable (RawServer) async throws -> Result
    ) async throws -> Result {
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let server = try RawServer(channel: channel)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await server.accept(waitsForRequest, script: script) }
            defer { group.cancelAll() }
            return try await body(server)
        }
    }

    private func accept(
        _ waitsForRequest: Bool,
        script: @escaping @Sendable (String) -> [Step]
    ) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            try await channel.executeThenClose { connections in
                for try await connection in connections {
                    group.addTask { try? await self.serve(connection, waitsForRequest, script: script) }
                }
            }
        }
    }

    private func serve(
        _ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>,
        _ waitsForRequest: Bool,
        script: @Sendable (String) -> [Step]
    ) async throws {
        try await connection.executeThenClose { inbound, outbound in
            var text = ""
            for try await buffer in inbound {
                text += String(buffer: buffer)
                guard !waitsForRequest || Self.isWhole(text) else { continue }
                let request = text
                text = ""
                received.withLock { $0.append(request) }
                for step in script(request) {
                    switch step {
                    case .send(let answer): try await outbound.write(ByteBuffer(string: answer))
                    case .sendBytes(let bytes): try await outbound.write(ByteBuffer(bytes: bytes))
                    case .sendZeros(let count):
                        try await outbound.write(ByteBuffer(repeating: 48, count: count))
                    case .wait(let milliseconds): try await Task.sleep(for: .milliseconds(milliseconds))
                    case .close: return
                    }
                }
            }
        }
    }

    /// Whether the text has a head and as much of a body as the head announces.
    private static func isWhole(_ text: String) -> Bool {
        guard let end = text.firstRange(of: "\r\n\r\n") else { return false }
        let length = text[..<end.lowerBound].split(separator: "\r\n")
            .first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) }
        return text[end.upperBound...].utf8.count >= length ?? 0
    }
}
