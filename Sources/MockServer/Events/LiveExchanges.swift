import JSON
import Sessions
import Synchronization

/// Publishes every answered request to the listeners.
final class LiveExchanges: Sendable {
    /// The buffer size of a listener that is slower than the server; the oldest exchanges are dropped then, which the
    /// listener detects by gaps in the numbers.
    static let waiting = 1_000

    private struct Listener: Sendable {
        let session: SessionName?
        let continuation: AsyncStream<ServerSentEvent>.Continuation
    }

    private struct State {
        var last = 0
        var listeners: [Int: Listener] = [:]
        var nextListener = 0
    }

    private let state = Mutex(State())

    /// Publishes an exchange to all listeners; costs almost nothing when there are none.
    func publish(_ entry: JournalEntry) {
        let (number, listeners) = state.withLock { state in
            state.last += 1
            let listeners = state.listeners.values.filter { $0.session == nil || $0.session == entry.session }
            return (state.last, listeners)
        }
        guard !listeners.isEmpty else { return }
        let event = ServerSentEvent(name: "exchange", id: number, data: entry.json.compactText)
        for listener in listeners { listener.continuation.yield(event) }
    }

    /// Returns the exchanges from now on as events, with heartbeats.
    ///
    /// - Parameter session: The session whose exchanges to publish; `nil` for all.
    /// - Returns: The events; the stream ends when its reader does.
    func listen(to session: SessionName? = nil) -> AsyncStream<ServerSentEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ServerSentEvent.self,
            bufferingPolicy: .bufferingNewest(Self.waiting)
        )
        let number = state.withLock { state in
            state.nextListener += 1
            state.listeners[state.nextListener] = Listener(session: session, continuation: continuation)
            return state.nextListener
        }
        continuation.yield(.heartbeat)
        let heartbeat = Heartbeat.start { continuation.yield(.heartbeat) }
        continuation.onTermination = { [weak self] _ in
            heartbeat.cancel()
            self?.state.withLock { $0.listeners[number] = nil }
        }
        return stream
    }
}
