import NIOCore
import NIOHTTP1

/// Refuses an answer whose status is below 100, which no HTTP has.
///
/// The client library takes every status below 200 for an interim answer without a body, and stops the whole program where a
/// body follows.
enum StatusGuard {
    /// Adds the handler to a new connection, right behind the parser.
    static func install(in channel: any Channel) -> EventLoopFuture<Void> {
        channel.insert(behind: ByteToMessageHandler<HTTPResponseDecoder>.self) { Handler() }
    }

    /// An answer that is none.
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
