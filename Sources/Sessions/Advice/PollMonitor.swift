import Contracts
import DequeModule
import Gate
import JSON
import Lambda
import Synchronization

/// Sees in a session's reads what a front-end developer should know: asking more often than planned, and fetching all of it
/// again where an `ETag` would have spared it.
final class PollMonitor: Sendable {
    /// How many different reads are remembered.
    private static let remembered = 256
    /// How many requests in a row are looked at: one that somebody makes by hand is no polling.
    private static let looked = 3

    /// One read, asked again and again.
    private struct Read {
        /// The machine's time of the last requests, in nanoseconds.
        var times: Deque<UInt64> = []
        /// The tag of the last answer, and how many answers in a row had it though the request did not send it along.
        var tag: String?
        var unchanged = 0
    }

    private struct State {
        var reads: [ExactString: Read] = [:]
        /// The reads in the order in which they were first seen: the oldest make room.
        var order: Deque<ExactString> = []
    }

    private let state = Mutex(State())

    /// What there is to say to a read before it is answered.
    ///
    /// - Parameters:
    ///   - action: The action.
    ///   - arguments: Its arguments.
    ///   - request: The request.
    ///   - now: The machine's time in nanoseconds: a front end's timers do not run by a session's clock.
    /// - Returns: The advice, and the read for ``note(_:answer:request:)``; none where the contract plans no polling of it.
    func look(
        at action: Action,
        _ arguments: JSONObject,
        _ request: LambdaRequest,
        now: UInt64
    ) -> (advice: [GateFinding], read: ExactString)? {
        guard let poll = action.poll else { return nil }
        let name = ExactString("\(action.name) \(JSONValue.object(action.described(arguments)).compactText)")
        let read = state.withLock { state in
            if state.reads[name] == nil {
                if state.order.count >= Self.remembered, let oldest = state.order.popFirst() {
                    state.reads[oldest] = nil
                }
                state.order.append(name)
            }
            var read = state.reads[name] ?? Read()
            read.times.append(now)
            if read.times.count > Self.looked { read.times.removeFirst() }
            state.reads[name] = read
            return read
        }
        return ([Self.pace(read, poll), Self.tag(read, poll, request)].compactMap(\.self), name)
    }

    /// Remembers an answer's tag.
    func note(_ name: ExactString, answer: LambdaResponse, request: LambdaRequest) {
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
        guard read.times.count == looked, let first = read.times.first, let last = read.times.last else {
            return nil
        }
        let seconds = Double(last &- first) / 1e9 / Double(looked - 1)
        // A timer that fires a little early is no polling faster than planned.
        guard seconds < poll.seconds * 0.8 else { return nil }
        let pace = seconds < 1 ? "\(Int(seconds * 1_000)) ms" : "\(Int(seconds)) s"
        return GateFinding(
            message:
                "asked every \(pace); the plan is every \(Int(poll.seconds)) s, and capacity is paid by the request"
        )
    }

    private static func tag(_ read: Read, _ poll: Polling, _ request: LambdaRequest) -> GateFinding? {
        guard read.unchanged >= looked - 1, let tag = read.tag, request.headers["If-None-Match"] == nil else {
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
