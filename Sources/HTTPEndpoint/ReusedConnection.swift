import NIOCore
import NIOHTTP1

/// Notices a request that was lost because the server had closed an idle connection just before it was used again.
///
/// A server may close a connection that is idle at any time (RFC 9112, section 9.5), also in the moment in which the next
/// request is written to it. The request fails with ``Closed`` then, and with another error in all other cases: on a
/// connection of its own, and once a single byte of the response has come.
enum ReusedConnection {
    /// A reused connection ended without a byte of the response.
    struct Closed: Error {}

    /// The methods whose requests may be sent again after ``Closed``.
    ///
    /// The server may have acted on the request before it closed the connection, which cannot be told apart from not having
    /// read it. So only a request that has the same effect when it arrives twice is sent again (RFC 9112, section 9.3.1):
    /// one of an idempotent method (RFC 9110, section 9.2.2). A server that closes connections instead of answering is
    /// still found: the second request goes over a new connection, and its loss is reported.
    static let repeatable: Set<String> = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]

    /// Adds the handler to a new connection, right behind the parser.
    static func install(in channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            let operations = channel.pipeline.syncOperations
            let parser = try operations.context(handlerType: ByteToMessageHandler<HTTPResponseDecoder>.self)
                .handler
            try operations.addHandler(Handler(), position: .after(parser))
        }
    }

    private final class Handler: ChannelDuplexHandler {
        typealias InboundIn = HTTPClientResponsePart
        typealias InboundOut = HTTPClientResponsePart
        typealias OutboundIn = HTTPClientRequestPart
        typealias OutboundOut = HTTPClientRequestPart

        private var requests = 0
        /// Whether a request was written and nothing of its response has come.
        private var isWaiting = false

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            if case .head = unwrapOutboundIn(data) {
                requests += 1
                isWaiting = true
            }
            context.write(data, promise: promise)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            isWaiting = false
            context.fireChannelRead(data)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            let isParsed = error is HTTPParserError && !isEndOfFile(error)
            context.fireErrorCaught(takesLoss() && !isParsed ? Closed() : error)
        }

        func channelInactive(context: ChannelHandlerContext) {
            if takesLoss() { context.fireErrorCaught(Closed()) }
            context.fireChannelInactive()
        }

        /// Whether the request that is waited for is lost with a connection that others have used before.
        private func takesLoss() -> Bool {
            guard isWaiting, requests > 1 else { return false }
            isWaiting = false
            return true
        }

        private func isEndOfFile(_ error: any Error) -> Bool {
            if case .invalidEOFState? = error as? HTTPParserError { true } else { false }
        }
    }
}
