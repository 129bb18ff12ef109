import HummingbirdCore
import NIOCore
import ServiceLifecycle

extension ControlAnswer {
    /// Returns the HTTP response; events are streamed until the client disconnects or the server stops.
    ///
    /// - Parameter isHead: Whether the request is a HEAD, which gets no events.
    /// - Returns: The response to write.
    func response(isHead: Bool) -> Response {
        var head = response.response(isHead: isHead)
        guard let events, !isHead else { return head }
        head.body = ResponseBody { writer in
            try await Self.write(events, to: &writer)
            try await writer.finish(nil)
        }
        return head
    }

    /// Writes each event after the previous one has been flushed, so that a slow client causes no buffering here.
    private static func write(
        _ events: some AsyncSequence<ServerSentEvent, Never> & Sendable,
        to writer: inout any ResponseBodyWriter
    ) async throws {
        for await event in events.cancelOnGracefulShutdown() {
            try await writer.write(ByteBuffer(string: event.text))
        }
    }
}
