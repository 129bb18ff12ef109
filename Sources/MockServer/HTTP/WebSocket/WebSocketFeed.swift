import Lambda
import NIOCore
import NIOWebSocket
import ServiceLifecycle

/// Sends a session's changes over a WebSocket, one record per text frame.
///
/// Source: RFC 6455.
struct WebSocketFeed: Sendable {
    /// The maximum size of a client's frame, in bytes: a client only sends pings and closes.
    static let frameBytes = 16 << 10

    private let control: ControlAPI

    init(control: ControlAPI) {
        self.control = control
    }

    /// Returns whether a request is for a change feed.
    func isFeed(_ request: LambdaRequest) -> Bool {
        control.changes(for: request) != nil
    }

    /// Sends changes until one of the two sides closes the connection.
    func serve(_ channel: NIOAsyncChannel<WebSocketFrame, WebSocketFrame>, _ request: LambdaRequest) async {
        guard let events = control.changes(for: request) else {
            try? await channel.channel.close()
            return
        }
        // A disconnecting client is not an error.
        try? await channel.executeThenClose { inbound, outbound in
            await withTaskGroup(of: WebSocketErrorCode?.self) { group in
                group.addTask { await Self.send(events, outbound) }
                group.addTask { await Self.listen(inbound, outbound) }
                let ended = await group.next() ?? nil
                group.cancelAll()
                if let ended { try? await outbound.write(Self.goodbye(ended)) }
            }
        }
    }

    /// Sends the events; returns the close code, or `nil` when the client has disconnected.
    private static func send(
        _ events: ChangeEvents,
        _ outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>
    ) async -> WebSocketErrorCode? {
        do {
            for await event in events.cancelOnGracefulShutdown() {
                guard let data = event.data else {
                    try await outbound.write(WebSocketFrame(fin: true, opcode: .ping, data: ByteBuffer()))
                    continue
                }
                try await outbound.write(
                    WebSocketFrame(fin: true, opcode: .text, data: ByteBuffer(string: data))
                )
            }
            return .goingAway
        } catch {
            return nil
        }
    }

    /// Answers pings and close frames; ignores other frames.
    private static func listen(
        _ inbound: NIOAsyncChannelInboundStream<WebSocketFrame>,
        _ outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>
    ) async -> WebSocketErrorCode? {
        do {
            for try await frame in inbound {
                switch frame.opcode {
                case .ping:
                    let pong = WebSocketFrame(fin: true, opcode: .pong, data: frame.unmaskedData)
                    try await outbound.write(pong)
                case .connectionClose:
                    var data = frame.unmaskedData
                    return data.readWebSocketErrorCode() ?? .normalClosure
                default: continue
                }
            }
        } catch {}
        return nil
    }

    private static func goodbye(_ code: WebSocketErrorCode) -> WebSocketFrame {
        var data = ByteBuffer()
        data.write(webSocketErrorCode: code)
        return WebSocketFrame(fin: true, opcode: .connectionClose, data: data)
    }
}
