import NIOCore
import NIOHTTP1

/// Keeps a connection or closes it after each response, as the request's version and `Connection` line ask for.
///
/// The types that hummingbird works with know no version, so HTTP/1.0 is dealt with here: its connections end with the
/// response unless the client asks to keep them, which the response then confirms; its clients read no chunks, so a body
/// whose length is not known ends with the connection; and they get no interim response.
///
/// Source: RFC 9112, sections 2.3, 6.3, 7, 9.3 and 9.6; RFC 9110, sections 10.1.1 and 15.2.
final class PersistenceHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// What the response to a request depends on.
    private struct Exchange {
        var isHTTP10: Bool
        var persists: Bool
    }

    /// The requests whose responses are not complete, in order.
    private var exchanges: [Exchange] = []
    /// Whether the last request that is taken has come in.
    private var isLast = false
    private var isClosed = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // What follows a request that ends the connection is never answered.
        if isClosed { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            if isLast {
                isClosed = true
                return
            }
            exchanges.append(
                Exchange(
                    isHTTP10: head.version.major == 1 && head.version.minor == 0,
                    persists: head.isKeepAlive
                )
            )
            isLast = !head.isKeepAlive
        case .body, .end: break
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard let exchange = exchanges.first else {
            context.write(data, promise: promise)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            if head.status.code < 200 {
                if exchange.isHTTP10 { promise?.succeed() } else { context.write(data, promise: promise) }
                return
            }
            adapt(&head, to: exchange)
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            exchanges.removeFirst()
            guard !exchange.persists else {
                context.write(data, promise: promise)
                return
            }
            let written = promise ?? context.eventLoop.makePromise()
            let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
            // The client may still be sending: closing both ways at once could reset what it has not read yet.
            written.futureResult.whenSuccess { bound.value.close(mode: .output, promise: nil) }
            context.writeAndFlush(data, promise: written)
        }
    }

    /// Gives the head of a response the version and the `Connection` line that its request asks for.
    private func adapt(_ head: inout HTTPResponseHead, to exchange: Exchange) {
        if exchange.isHTTP10 {
            // The encoder sends chunks to every version from 1.1 on.
            head.version = .http1_0
            let hasLength = head.headers.contains(name: "Content-Length") || !head.status.mayHaveResponseBody
            if !hasLength {
                exchanges[0].persists = false
                isLast = true
            }
        }
        guard exchange.isHTTP10 || !exchanges[0].persists else { return }
        head.headers.replaceOrAdd(name: "Connection", value: exchanges[0].persists ? "keep-alive" : "close")
    }
}
