import Contracts
import DequeModule
import Gate
import JSON
import Lambda
import Synchronization

/// Detects inefficient polling in a session's reads: a polling interval shorter than planned, and full responses
/// where an `ETag` would have given a 304.
final class PollMonitor: Sendable {
    /// The maximum number of different reads that are tracked.
    private static let capacity = 256
    /// The number of consecutive requests to examine: fewer are not polling but a person's clicks.
    private static let examined = 3

    /// A read that the contract plans to be repeated.
    struct Poll: Sendable {
        /// The action with its arguments.
        fileprivate let name: ExactString
        fileprivate let polling: Polling

        /// Recognises a read; `nil` when the contract plans no polling of it.
        init?(_ action: Action, _ arguments: JSONObject) {
            guard let polling = action.poll else { return nil }
            self.polling = polling
            name = ExactString("\(action.name) \(JSONValue.object(action.described(arguments)).compactText)")
        }
    }

    /// A repeated read.
    private struct Read {
        /// The monotonic times of the last requests, in nanoseconds.
        var times: Deque<UInt64> = []
        /// The tag of the last response, and the number of consecutive responses with it for requests that did not
        /// send it.
        var tag: String?
        var unchanged = 0
    }

    private struct State {
        var reads: [ExactString: Read] = [:]
        /// The reads in insertion order; the oldest are dropped first.
        var order: Deque<ExactString> = []
    }

    private let state = Mutex(State())

    /// Returns advice about a read before it is answered.
    ///
    /// - Parameters:
    ///   - poll: The read.
    ///   - request: The request.
    ///   - now: The monotonic system time in nanoseconds: a front end's timers do not follow the session's clock.
    /// - Returns: The advice.
    func look(at poll: Poll, _ request: LambdaRequest, now: UInt64) -> [GateFinding] {
        let name = poll.name
        let read = state.withLock { state in
            if state.reads[name] == nil {
                if state.order.count >= Self.capacity, let oldest = state.order.popFirst() {
                    state.reads[oldest] = nil
                }
                state.order.append(name)
            }
            var read = state.reads[name] ?? Read()
            read.times.append(now)
            if read.times.count > Self.examined { read.times.removeFirst() }
            state.reads[name] = read
            return read
        }
        return [Self.pace(read, poll.polling), Self.tag(read, poll.polling, request)].compactMap(\.self)
    }

    /// Records the tag of the response to a read.
    func note(_ poll: Poll, answer: LambdaResponse, request: LambdaRequest) {
        let name = poll.name
        guard let tag = answer.headers["ETag"] else { return }
        let isSpared = request.headers["If-None-Match"] != nil
        state.withLock { state in
            guard var read = state.reads[name] else { return }
            read.unchanged = read.tag == tag && !isSpared ? read.unchanged + 1 : 0
            read.tag = tag
            state.reads[name] = read
        }
    }

    private static func pace(_ read: Read, _ poll: Polling) -> GateFinding? {
        guard read.times.count == examined, let first = read.times.first, let last = read.times.last else {
            return nil
        }
        let seconds = Double(last &- first) / 1e9 / Double(examined - 1)
        // A timer that fires slightly early is not polling faster than planned.
        guard seconds < poll.seconds * 0.8 else { return nil }
        let interval = seconds < 1 ? "\(Int(seconds * 1_000)) ms" : "\(Int(seconds)) s"
        return GateFinding(
            message:
                "asked every \(interval); the planned interval is \(Int(poll.seconds)) s; every request costs capacity"
        )
    }

    private static func tag(_ read: Read, _ poll: Polling, _ request: LambdaRequest) -> GateFinding? {
        guard read.unchanged >= examined - 1, let tag = read.tag, request.headers["If-None-Match"] == nil
        else {
            return nil
        }
        let newer = poll.newer.map { ", or ask by \($0)=TIME for what is new" } ?? ""
        return GateFinding(
            message:
                "the last \(read.unchanged + 1) answers were the same; send If-None-Match: \(tag) and get 304 without a "
                + "body\(newer)"
        )
    }
}
