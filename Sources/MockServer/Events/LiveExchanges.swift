import JSON
import Sessions
import Synchronization

/// Tells listeners of every request that was answered, as it is answered.
final class LiveExchanges: Sendable {
    /// How many exchanges wait for a listener that is slower than the server; the oldest are left out then, which it sees by
    /// their numbers.
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

    /// Tells everybody who listens; costs next to nothing where nobody does.
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

    /// What is answered from now on, with a heartbeat now and then.
    ///
    /// - Parameter session: The session whose requests to tell of; `nil` for all.
    /// - Returns: The events, until nobody reads them any more.
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
