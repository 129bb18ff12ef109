import Foundation
import Hummingbird
import Lambda
import NIOCore
import NIOSSL

/// What goes wrong with a connection on purpose.
enum ConnectionFault {
    /// The answer ended before its announced length.
    private struct Truncated: Error {}

    /// Resets a connection: its client gets neither an answer nor a proper end.
    ///
    /// Over HTTP/2 only the stream of the request is reset.
    static func reset(_ channel: any Channel) async {
        try? await channel.eventLoop.submit {
            // A socket that is told not to linger ends with RST.
            (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure {
                _ in
            }
            guard
                let tls = try? channel.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)
            else {
                channel.close(promise: nil)
                return
            }
            // Below TLS, which would say good-bye first.
            tls.close(promise: nil)
        }.get()
    }

    /// An answer that announces its whole length, sends a share of it, and ends with its connection.
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
