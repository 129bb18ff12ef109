import NIOCore
import NIOHTTP1

/// A handler that detects requests lost because the server closed an idle connection just before it was reused.
///
/// A server may close an idle connection at any time (RFC 9112, section 9.5), also while the next request is being written.
/// The request then fails with ``Closed``; on a new connection with ``Unanswered``; after the first byte of the response with
/// another error. The client library's own `ioOnClosedChannel` remains for requests of which nothing was written.
enum ReusedConnection {
    /// A reused connection ended without a byte of the response.
    struct Closed: Error {}
    /// A new connection ended without a byte of the response.
    struct Unanswered: Error {}

    /// The methods whose requests may be retried after ``Closed``.
    ///
    /// The client cannot know whether the server processed the request before it closed the connection. So only requests
    /// with idempotent methods (RFC 9110, section 9.2.2) are retried, as RFC 9112, section 9.3.1, allows. A server that closes
    /// connections instead of responding is still detected: the retry uses a new connection, and its loss is reported.
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
