import NIOCore
import NIOHTTP1

/// A handler that sends request targets unchanged which a URL type would rewrite, such as `/?a=%zz` or `/a|b`.
///
/// The client library takes a URL and percent-encodes characters that RFC 3986 does not allow: `%zz` would be sent as
/// `%25zz`. Such a target is passed in a private header to this handler, which sets it just before the request is written.
enum RawTarget {
    /// The private header that holds the target; it is never sent.
    static let headerName = "understudy-raw-target"

    /// Returns whether a URL type keeps the target unchanged: only characters that RFC 3986 allows in a path and a
    /// query, and every `%` followed by two hexadecimal digits.
    static func isPlain(_ target: String) -> Bool {
        let bytes = Array(target.utf8)
        return bytes.indices.allSatisfy { index in
            guard bytes[index] == UInt8(ascii: "%") else { return isAllowed(bytes[index]) }
            return bytes[(index + 1)...].prefix(2).count { isHexadecimal($0) } == 2
        } && bytes.count { $0 == UInt8(ascii: "?") } < 2 && !target.hasPrefix("//")
    }

    /// Returns whether the target is valid in a request line: no white space and no control characters.
    static func isSendable(_ target: String) -> Bool {
        target.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }

    /// Adds the handler to a new connection, right behind the encoder.
    static func install(in channel: any Channel) -> EventLoopFuture<Void> {
        channel.insert(behind: HTTPRequestEncoder.self) { Handler() }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: allowedPunctuation.contains(byte)
        }
    }

    private static let allowedPunctuation = Set("-._~!$&'()*+,;=:@/?".utf8)

    private final class Handler: ChannelOutboundHandler {
        typealias OutboundIn = HTTPClientRequestPart
        typealias OutboundOut = HTTPClientRequestPart

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            guard case .head(var head) = unwrapOutboundIn(data),
                let target = head.headers.first(name: RawTarget.headerName)
            else {
                context.write(data, promise: promise)
                return
            }
            head.uri = target
            head.headers.remove(name: RawTarget.headerName)
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        }
    }
}
