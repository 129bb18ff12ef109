import NIOCore
import NIOHTTP1

/// Notices a request that was lost because the server closed an idle connection just before it was used again.
///
/// A server may close a connection that is idle at any time (RFC 9112, section 9.5), also in the moment in which the next
/// request is written to it. The request fails with ``Closed`` then. On a connection of its own it fails with
/// ``Unanswered``, and once a byte of the response has come with another error. So the client library's own
/// `ioOnClosedChannel` remains for requests of which nothing was written.
enum ReusedConnection {
    /// A reused connection ended without a byte of the response.
    struct Closed: Error {}
    /// A new connection ended without a byte of the response.
    struct Unanswered: Error {}

    /// The methods whose requests may be sent again after ``Closed``.
    ///
    /// The server may have acted on the request before it closed the connection, which cannot be told apart from not having
    /// read it. So only a request that has the same effect when it arrives twice is sent again (RFC 9112, section 9.3.1):
    /// one of an idempotent method (RFC 9110, section 9.2.2). A server that closes connections instead of answering is
    /// still found: the second request goes over a new connection, and its loss is reported.
    static let repeatable: Set<String> = ["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]

    /// Adds the handler to a new connection, right behind the parser.
    static func install(in channel: any Channel) -> EventLoopFuture<Void> {
        channel.insert(behind: ByteToMessageHandler<HTTPResponseDecoder>.self) { Handler() }
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
            context.write(data, promise: promise.map { explaining($0, on: context.eventLoop) })
        }

        /// Returns a promise of a write that fails another one with the loss of the request.
        private func explaining(_ promise: EventLoopPromise<Void>, on loop: any EventLoop)
            -> EventLoopPromise<Void>
        {
            let written = loop.makePromise(of: Void.self)
            let loss = loss
            written.futureResult
                .flatMapErrorThrowing { throw $0 as? ChannelError == .ioOnClosedChannel ? loss : $0 }
                .cascade(to: promise)
            return written
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            isWaiting = false
            context.fireChannelRead(data)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            let isParsed = error is HTTPParserError && !isEndOfFile(error)
            let loss = takeLoss()
            context.fireErrorCaught(isParsed || loss is Unanswered ? error : loss ?? error)
        }

        func channelInactive(context: ChannelHandlerContext) {
            if let loss = takeLoss() { context.fireErrorCaught(loss) }
            context.fireChannelInactive()
        }

        /// Returns how the request that is waited for was lost, once; `nil` when there is none.
        private func takeLoss() -> (any Error)? {
            guard isWaiting else { return nil }
            isWaiting = false
            return loss
        }

        private var loss: any Error { requests > 1 ? Closed() : Unanswered() }

        private func isEndOfFile(_ error: any Error) -> Bool {
            if case .invalidEOFState? = error as? HTTPParserError { true } else { false }
        }
    }
}
