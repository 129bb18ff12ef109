import JSON
import Lambda
import Synchronization

/// What was asked of a faulty backend so far, as far as a rare fault can depend on it.
final class Past: Sendable {
    private struct Deed: Hashable {
        let action: String
        let subject: ExactString
        let isRefused: Bool
    }

    private struct State {
        var calls = 0
        var underWay: [String: Set<Int>] = [:]
        var overlapped: Set<Int> = []
        var counts: [Deed: Int] = [:]
        var latest: [ExactString: String] = [:]
        var people: [Deed: Set<ExactString>] = [:]
        var tags: [String: [String]] = [:]
    }

    private let state = Mutex(State())

    private static let subjects = [
        "conversation_id", "user_id", "lead_id", "link_id", "affiliate_id",
    ]

    /// Notes that a call of the faulty action begins; its number, from 0.
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

    /// Notes that a call of the faulty action has been answered.
    func end(_ call: Call, _ number: Int) {
        state.withLock { state in
            state.underWay[call.meantAction ?? ""]?.remove(number)
            state.overlapped.remove(number)
        }
    }

    /// Remembers a write and what came of it, and the tag of a read.
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
            let deed = Deed(action: action, subject: ExactString(id), isRefused: isRefused)
            state.withLock { state in
                state.counts[deed, default: 0] += 1
                state.people[deed, default: []].formUnion(people)
                if !isRefused { state.latest[deed.subject] = action }
            }
        }
    }

    /// How often an action has been done to a record, or has been refused.
    func count(of action: String, to subject: String, isRefused: Bool = false) -> Int {
        let deed = Deed(action: action, subject: ExactString(subject), isRefused: isRefused)
        return state.withLock { $0.counts[deed] ?? 0 }
    }

    /// Who has done an action to a record.
    func people(doing action: String, to subject: String) -> Set<ExactString> {
        let deed = Deed(action: action, subject: ExactString(subject), isRefused: false)
        return state.withLock { $0.people[deed] ?? [] }
    }

    /// The last action that was done to a record.
    func latest(to subject: String) -> String? {
        state.withLock { $0.latest[ExactString(subject)] }
    }

    /// The tags that the same question was answered with, each once where it stayed the same.
    func tags(of call: Call) -> [String] {
        state.withLock { $0.tags[call.request.rawQuery] ?? [] }
    }

    /// Whether another call of the same action was under way at any time since the one of this number began.
    func hasOverlapped(_ number: Int) -> Bool {
        state.withLock { $0.overlapped.contains(number) }
    }
}
