import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Tells a client that waits with its body to send it.
///
/// Some clients, such as curl with bodies over 1 MB, ask first (`Expect: 100-continue`); without an answer they
/// lose a second, or never go on. A body that is announced as too long gets its 413 instead.
///
/// Source: RFC 9110, section 10.1.1.
final class ContinueHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let bodyLimit: @Sendable (HTTPRequest) -> Int
    /// The requests whose answers are not complete: between two of those a third answer has no place.
    private var unanswered = 0

    init(bodyLimit: @escaping @Sendable (HTTPRequest) -> Int) {
        self.bodyLimit = bodyLimit
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let head) = unwrapInboundIn(data) {
            if unanswered == 0, isWelcome(head) {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
            unanswered += 1
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { unanswered -= 1 }
        context.write(data, promise: promise)
    }

    private func isWelcome(_ head: HTTPRequest) -> Bool {
        guard head.headerFields[.expect]?.lowercased() == "100-continue" else { return false }
        return head.headerFields[.contentLength].flatMap { Int($0) } ?? 0 <= bodyLimit(head)
    }
}
