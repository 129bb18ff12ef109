import NIOCore
import NIOHTTP1

/// Removes `Upgrade` from a connection's first request unless it asks for a change feed; it is then answered
/// normally.
///
/// swift-nio's typed upgrade (2.101) drops the head of a request whose upgrade is rejected, so the request would get
/// no response; curl sends `Upgrade: h2c` with each request over plain HTTP when it is told to speak HTTP/2.
final class UpgradeFilter: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let isWelcome: (HTTPRequestHead) -> Bool

    init(isWelcome: @escaping (HTTPRequestHead) -> Bool) {
        self.isWelcome = isWelcome
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        if head.headers.contains(name: "Upgrade"), !isWelcome(head) { head.headers.remove(name: "Upgrade") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
        context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
    }
}
