import JSON
import Sessions
import Tables

/// A change feed as an event stream: each record once, in order, with heartbeats while nothing changes.
///
/// Nothing is buffered for a slow reader: each page is read from the feed on demand, so the feed's capacity is the
/// only limit. The stream ends with an error event for a reader that falls behind, and it ends with the session.
struct ChangeEvents: AsyncSequence, Sendable {
    /// The maximum number of records read at once.
    private static let page = 500

    let feed: ChangeFeed
    /// The number of the last record that the client has seen.
    let after: Int

    func makeAsyncIterator() -> Iterator {
        Iterator(feed: feed, last: after)
    }

    /// The position of one reader in the feed.
    struct Iterator: AsyncIteratorProtocol {
        private let feed: ChangeFeed
        private let alarm: Alarm
        private var ticks: AsyncStream<Void>.Iterator
        private var last: Int
        private var waiting: ArraySlice<ChangeRecord> = []
        private var isBroken = false

        fileprivate init(feed: ChangeFeed, last: Int) {
            self.feed = feed
            self.last = last
            alarm = Alarm(feed)
            ticks = alarm.ticks.makeAsyncIterator()
        }

        mutating func next() async -> ServerSentEvent? {
            if let record = waiting.popFirst() { return event(of: record) }
            guard !isBroken else { return nil }
            do throws(ChangeFeed.ReadError) {
                waiting = try feed.records(after: last, limit: ChangeEvents.page)[...]
            } catch {
                isBroken = true
                let reason: JSONValue = ["error": .string(error.description)]
                return ServerSentEvent(name: "error", id: nil, data: reason.compactText)
            }
            if let record = waiting.popFirst() { return event(of: record) }
            return await ticks.next() == nil ? nil : .heartbeat
        }

        private mutating func event(of record: ChangeRecord) -> ServerSentEvent {
            last = record.sequence
            return ServerSentEvent(name: "change", id: record.sequence, data: record.json.compactText)
        }
    }

    /// Wakes a reader on a change or a heartbeat.
    private final class Alarm: Sendable {
        let ticks: AsyncStream<Void>
        private let tasks: [Task<Void, Never>]

        init(_ feed: ChangeFeed) {
            let (ticks, continuation) = AsyncStream.makeStream(
                of: Void.self,
                bufferingPolicy: .bufferingNewest(1)
            )
            self.ticks = ticks
            // The head of the response is sent with the first event.
            continuation.yield()
            let wakeups = feed.wakeups()
            tasks = [
                Task {
                    for await _ in wakeups { continuation.yield() }
                    continuation.finish()
                },
                Heartbeat.start { continuation.yield() },
            ]
        }

        deinit {
            for task in tasks { task.cancel() }
        }
    }
}
