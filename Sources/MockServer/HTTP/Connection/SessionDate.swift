import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Sets a response's `Date` to the session's time, so that it agrees with the times in records and repeats with a
/// seed.
///
/// hummingbird overwrites any `Date` with the system time, so the session's time is passed in a header of its own,
/// and this handler moves it to `Date` on the way out.
final class SessionDate: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private static let field = HTTPField.Name("Understudy-Session-Date")

    /// Sets the header with the session's time, in milliseconds since 1970-01-01T00:00Z.
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
