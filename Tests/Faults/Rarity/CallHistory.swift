import JSON
import Lambda
import Synchronization

/// The earlier calls of a faulty backend, as far as a rare fault can depend on them.
final class CallHistory: Sendable {
    private struct CallKey: Hashable {
        let action: String
        let subject: ExactString
        let isRefused: Bool
    }

    private struct State {
        var calls = 0
        var underWay: [String: Set<Int>] = [:]
        var overlapped: Set<Int> = []
        var counts: [CallKey: Int] = [:]
        var latest: [ExactString: String] = [:]
        var people: [CallKey: Set<ExactString>] = [:]
        var tags: [String: [String]] = [:]
    }

    private let state = Mutex(State())

    private static let subjects = [
        "conversation_id", "user_id", "lead_id", "link_id", "affiliate_id",
    ]

    /// Records the start of a call of the faulty action and returns its number, from 0.
    func begin(_ call: Call) -> Int {
        state.withLock { state in
            let number = state.calls
            state.calls += 1
            let others = state.underWay[call.meantAction ?? "", default: []]
            if !others.isEmpty { state.overlapped.formUnion(others.union([number])) }
            state.underWay[call.meantAction ?? "", default: []].insert(number)
            return number
        }
    }

    /// Records the end of a call of the faulty action.
    func end(_ call: Call, _ number: Int) {
        state.withLock { state in
            state.underWay[call.meantAction ?? ""]?.remove(number)
            state.overlapped.remove(number)
        }
    }

    /// Records a write with its result, and the tag of a read.
    func note(_ call: Call, _ response: LambdaResponse) {
        if let tag = response.headers["ETag"] {
            state.withLock { state in
                if state.tags[call.request.rawQuery]?.last != tag {
                    state.tags[call.request.rawQuery, default: []].append(tag)
                }
            }
        }
        guard call.request.method == "POST", let action = call.meantAction else { return }
        let answer = (try? JSONValue(parsing: response.body))?.objectValue
        let isRefused = response.status != 200
        let people = ["user_id", "admin_id"].map { ExactString(call.text($0)) }.filter { !$0.string.isEmpty }
        for name in Self.subjects {
            // What a write makes has its id in the answer only.
            guard let id = call[name]?.stringValue ?? answer?[name]?.stringValue else { continue }
            let key = CallKey(action: action, subject: ExactString(id), isRefused: isRefused)
            state.withLock { state in
                state.counts[key, default: 0] += 1
                state.people[key, default: []].formUnion(people)
                if !isRefused { state.latest[key.subject] = action }
            }
        }
    }

    /// Returns how often an action was applied to a record, or refused.
    func count(of action: String, to subject: String, isRefused: Bool = false) -> Int {
        let key = CallKey(action: action, subject: ExactString(subject), isRefused: isRefused)
        return state.withLock { $0.counts[key] ?? 0 }
    }

    /// Returns who applied an action to a record.
    func people(doing action: String, to subject: String) -> Set<ExactString> {
        let key = CallKey(action: action, subject: ExactString(subject), isRefused: false)
        return state.withLock { $0.people[key] ?? [] }
    }

    /// Returns the last action that was applied to a record.
    func latest(to subject: String) -> String? {
        state.withLock { $0.latest[ExactString(subject)] }
    }

    /// Returns the tags in the responses to equal reads, without consecutive duplicates.
    func tags(of call: Call) -> [String] {
        state.withLock { $0.tags[call.request.rawQuery] ?? [] }
    }

    /// Returns whether another call of the same action overlapped the one of this number.
    func hasOverlapped(_ number: Int) -> Bool {
        state.withLock { $0.overlapped.contains(number) }
    }
}
