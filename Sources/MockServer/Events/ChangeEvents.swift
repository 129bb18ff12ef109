import JSON
import Sessions

/// A change feed as events: each record once, in order, with a heartbeat where nothing changes.
///
/// Nothing is kept for a slow reader: each page is read from the feed when it is asked for, so the feed's own limit is
/// the only one. A reader that falls behind it is told so, and the events end; so they do with the session.
struct ChangeEvents: AsyncSequence, Sendable {
    /// How many records are read at once.
    private static let page = 500

    let feed: ChangeFeed
    /// The number of the last record that is known.
    let after: Int

    func makeAsyncIterator() -> Iterator {
        Iterator(feed: feed, last: after)
    }

    /// Where one reader of the feed is.
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

    /// Wakes a reader when there is something new, or nothing for a while.
    private final class Alarm: Sendable {
        let ticks: AsyncStream<Void>
        private let tasks: [Task<Void, Never>]

        init(_ feed: ChangeFeed) {
            let (ticks, continuation) = AsyncStream.makeStream(
                of: Void.self,
                bufferingPolicy: .bufferingNewest(1)
            )
            self.ticks = ticks
            // The head of the answer goes out with the first event.
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
