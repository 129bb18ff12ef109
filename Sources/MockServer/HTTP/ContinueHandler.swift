import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Answers `100 Continue` to clients that wait for it before they send the body.
///
/// Some clients, such as curl with bodies over 1 MB, send `Expect: 100-continue`; without an answer they lose a
/// second, or never continue. A body that is announced as too large gets its 413 instead.
///
/// Source: RFC 9110, section 10.1.1.
final class ContinueHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let bodyLimit: @Sendable (HTTPRequest) -> Int
    /// The number of requests whose responses are incomplete: an interim response must not be written between those.
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
