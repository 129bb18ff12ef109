import Contracts
import Gate
import Lambda
import Synchronization
import Tables

/// The last reads of the sessions that a contract serves: who asks the same again gets the same answer while nothing has changed.
///
/// Front ends poll, and most polls find nothing new.
final class AnswerMemory: Sendable {
    /// A read, and how it was answered.
    final class Read: Sendable {
        /// The request with its route.
        let routed: RoutedRequest
        /// The number of all that the answer depends on.
        let version: UInt64
        /// The response.
        let response: LambdaResponse
        /// The gate's report, without the advice that follows from earlier requests.
        let report: GateReport
        /// The capacity units of the request.
        let usage: CapacityUsage
        /// What the steps of the behaviour found.
        let trace: BehaviourTrace?
        /// The read as one that is repeated, where the contract plans that.
        let poll: PollMonitor.Poll?

        /// Notes an answer.
        init(
            _ routed: RoutedRequest,
            version: UInt64,
            _ response: LambdaResponse,
            _ report: GateReport,
            usage: CapacityUsage,
            trace: BehaviourTrace?,
            poll: PollMonitor.Poll?
        ) {
            self.routed = routed
            self.version = version
            self.response = response
            self.report = report
            self.usage = usage
            self.trace = trace
            self.poll = poll
        }
    }

    private struct Key: Hashable {
        let session: SessionName
        let request: LambdaRequest

        /// Headers seldom tell two reads apart, and take longer to hash than all else.
        func hash(into hasher: inout Hasher) {
            hasher.combine(session)
            hasher.combine(request.path)
            hasher.combine(request.rawQuery)
        }
    }

    private struct State {
        var newer: [Key: Read] = [:]
        var older: [Key: Read] = [:]
    }

    /// How many reads are kept at least, where there are so many; at most twice as many.
    private static let reads = 64
    /// The longest response that is kept, in bytes.
    private static let responseBytes = 64 << 10

    private let state = Mutex(State())

    /// Whether the answer to a request can be one that was given before.
    static func isRepeatable(_ request: LambdaRequest) -> Bool {
        request.method == "GET" && request.body.isEmpty
    }

    /// Returns the last answer to a request in a session.
    ///
    /// - Complexity: O(*n*) in the size of the request's head.
    func read(_ request: LambdaRequest, in session: SessionName) -> Read? {
        let key = Key(session: session, request: request)
        return state.withLock { state in
            if let read = state.newer[key] { return read }
            guard let read = state.older[key] else { return nil }
            Self.keep(read, for: key, in: &state)
            return read
        }
    }

    /// Remembers an answer.
    func note(_ read: Read, to request: LambdaRequest, in session: SessionName) {
        guard read.response.body.count <= Self.responseBytes else { return }
        state.withLock { Self.keep(read, for: Key(session: session, request: request), in: &$0) }
    }

    private static func keep(_ read: Read, for key: Key, in state: inout State) {
        if state.newer.count >= reads, state.newer[key] == nil {
            state.older = state.newer
            state.newer = [:]
        }
        state.newer[key] = read
    }
}
