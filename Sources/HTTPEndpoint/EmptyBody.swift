import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// Lets a response without a body pass whose head says that it is compressed, as the response to a HEAD request does.
///
/// The decompressor takes a body of no bytes for one that was cut off.
enum EmptyBody {
    /// Adds the handler to a new connection, right behind the decompressor.
    static func install(in channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let operations = channel.pipeline.syncOperations
            let decompressor = try operations.context(handlerType: NIOHTTPResponseDecompressor.self).handler
            try operations.addHandler(Handler(), position: .after(decompressor))
        }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPClientResponsePart
        typealias InboundOut = HTTPClientResponsePart

        private var isEmpty = true

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head: isEmpty = true
            case .body: isEmpty = false
            case .end: break
            }
            context.fireChannelRead(data)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            let isCutOff = error as? NIOHTTPDecompression.ExtraDecompressionError == .truncatedData
            if !(isCutOff && isEmpty) { context.fireErrorCaught(error) }
        }
    }
}
