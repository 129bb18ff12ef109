import NIOCore
import NIOHTTP1

/// Request targets that a URL type would rewrite, such as `/?a=%zz` or `/a|b`, sent as they are.
///
/// The client library takes a URL and percent-encodes what RFC 3986 does not allow, which would change the
/// request: `%zz` would arrive as `%25zz`. Such a target travels in a header of its own as far as this
/// handler, right before the request is written to the socket.
enum RawTarget {
    /// The header in which the target travels inside the process; it is never sent.
    static let headerName = "understudy-raw-target"

    /// Whether a URL type leaves the target as it is: only characters that RFC 3986 allows in a path and a
    /// query, and every `%` followed by two hexadecimal digits.
    static func isPlain(_ target: String) -> Bool {
        let bytes = Array(target.utf8)
        return bytes.indices.allSatisfy { index in
            guard bytes[index] == UInt8(ascii: "%") else { return isAllowed(bytes[index]) }
            return bytes[(index + 1)...].prefix(2).count { isHexadecimal($0) } == 2
        } && bytes.count { $0 == UInt8(ascii: "?") } < 2 && !target.hasPrefix("//")
    }

    /// Whether the target can stand in a request line at all: no white space and no control character.
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
