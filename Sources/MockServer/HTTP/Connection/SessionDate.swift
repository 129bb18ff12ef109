import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Gives an answer the time of its session: its `Date` agrees with the times in its records, and repeats with a seed.
///
/// hummingbird writes the machine's time over any `Date` that an answer has, so the session's comes in a field of its own and
/// takes that one's place on the way out.
final class SessionDate: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private static let field = HTTPField.Name("Understudy-Session-Date")

    /// Says in an answer's header what the session's time is, in milliseconds since 1970-01-01T00:00Z.
    static func set(_ time: Int, in headers: inout HTTPFields) {
        guard let field else { return }
        headers[field] = HTTPDateText(milliseconds: time).description
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data), let field = Self.field,
            let date = head.headerFields[field]
        else {
            context.write(data, promise: promise)
            return
        }
        head.headerFields[field] = nil
        head.headerFields[.date] = date
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }
}
