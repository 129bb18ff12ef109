import Foundation
import HTTPTypes
import HummingbirdCore
import Lambda
import NIOCore
import NIOSSL

/// The faults of a connection.
enum ConnectionFault {
    /// The response ended before its announced length.
    private struct Truncated: Error {}

    /// Resets a connection, so that the client gets neither a response nor an orderly close.
    ///
    /// With HTTP/2 only the stream of the request is reset.
    static func reset(_ channel: any Channel) async {
        try? await channel.eventLoop.submit {
            // A socket with a linger time of 0 is closed with RST.
            (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure {
                _ in
            }
            guard
                let tls = try? channel.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)
            else {
                channel.close(promise: nil)
                return
            }
            // The channel below TLS is closed, because TLS would send close_notify first.
            tls.close(promise: nil)
        }.get()
    }

    /// Returns a response that announces its full length, sends a share of the body, and closes the connection.
    static func truncated(_ response: LambdaResponse, share: Double) -> Response {
        var answer = response.response(isHead: false)
        let kept = Array(response.body.prefix(Int(Double(response.body.count) * share)))
        answer.headers[.contentLength] = String(response.body.count)
        answer.body = ResponseBody(contentLength: response.body.count) { writer in
            if !kept.isEmpty { try await writer.write(ByteBuffer(bytes: kept)) }
            throw Truncated()
        }
        return answer
    }
}
