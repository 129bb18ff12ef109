import Hummingbird
import NIOCore
import ServiceLifecycle

extension ControlAnswer {
    /// The answer as it goes over the wire; events go on until the client goes away or the server stops.
    ///
    /// - Parameter isHead: Whether the request was a HEAD, which gets no events.
    /// - Returns: The answer, as the server writes it.
    func response(isHead: Bool) -> Response {
        var head = response.response(isHead: isHead)
        guard let events, !isHead else { return head }
        head.body = ResponseBody { writer in
            try await Self.write(events, to: &writer)
            try await writer.finish(nil)
        }
        return head
    }

    /// Writes each event when the one before has gone out, so a slow client makes nothing pile up here.
    private static func write(
        _ events: some AsyncSequence<ServerSentEvent, Never> & Sendable,
        to writer: inout any ResponseBodyWriter
    ) async throws {
        for await event in events.cancelOnGracefulShutdown() {
            try await writer.write(ByteBuffer(string: event.text))
        }
    }
}
