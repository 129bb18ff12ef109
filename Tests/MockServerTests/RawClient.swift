import Foundation
import NIOCore
import NIOPosix

/// A raw HTTP response.
struct RawAnswer: Sendable {
    /// The status line and the headers.
    let lines: [String]
    /// The bytes after the empty line.
    let body: String

    var status: Int { lines.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") } ?? 0 }

    /// Returns the values of all headers with that name.
    func values(_ name: String) -> [String] {
        lines.dropFirst().compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { return nil }
            return String(parts[1].drop { $0 == " " })
        }
    }
}

/// Sends given bytes, and reads until the server closes.
enum RawClient {
    static func send(_ text: String, to port: Int) async throws -> RawAnswer {
        try await send(Array(text.utf8), to: port)
    }

    static func send(_ bytes: [UInt8], to port: Int) async throws -> RawAnswer {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let text = try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(bytes: bytes))
            var answer = ByteBuffer()
            do {
                for try await piece in inbound { answer.writeImmutableBuffer(piece) }
            } catch is IOError {
                // A server that has answered may reset a connection on which the client still sends.
            }
            return String(buffer: answer)
        }
        let (head, body) = split(text)
        return RawAnswer(lines: head.components(separatedBy: "\r\n"), body: body)
    }

    private static func split(_ text: String) -> (String, String) {
        guard let range = text.firstRange(of: "\r\n\r\n") else { return (text, "") }
        return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
    }
}
