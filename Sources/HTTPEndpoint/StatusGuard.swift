import NIOCore
import NIOHTTP1

/// A handler that rejects responses with a status below 100, which is invalid in HTTP.
///
/// The client library treats every status below 200 as an interim response without a body, and traps when a body follows.
enum StatusGuard {
    /// Adds the handler to a new connection, right behind the parser.
    static func install(in channel: any Channel) -> EventLoopFuture<Void> {
        channel.insert(behind: ByteToMessageHandler<HTTPResponseDecoder>.self) { Handler() }
    }

    /// A response with an invalid status.
    struct InvalidStatus: Error {
        let status: UInt
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPClientResponsePart
        typealias InboundOut = HTTPClientResponsePart

        private var isBroken = false

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard !isBroken else { return }
            if case .head(let head) = unwrapInboundIn(data), head.status.code < 100 {
                isBroken = true
                context.fireErrorCaught(InvalidStatus(status: head.status.code))
                context.close(promise: nil)
            } else {
                context.fireChannelRead(data)
            }
        }
    }
}
