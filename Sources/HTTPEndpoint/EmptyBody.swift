import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// A handler that passes a response without a body whose headers name a compression, as the response to a HEAD request does.
///
/// The decompressor treats an empty body as truncated.
enum EmptyBody {
    /// Adds the handler to a new connection, right behind the decompressor.
    static func install(in channel: any Channel) -> EventLoopFuture<Void> {
        channel.insert(behind: NIOHTTPResponseDecompressor.self) { Handler() }
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
