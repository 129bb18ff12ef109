import Conformance
import Contracts
import JSON
import Lambda

/// The attempt's own state as reads return it, to detect changes.
struct StateSnapshot: Sendable {
    /// A place at which two snapshots differ.
    struct Change: Sendable, Hashable {
        let read: String
        let pointer: JSONPointer
        let before: JSONValue?
        let after: JSONValue?
        /// The number of the exchange that showed the earlier state.
        let shownBy: Int

        /// The change on one line.
        var line: String { "\(read), at '\(pointer)': \(before.shown) became \(after.shown)" }

        /// The change as a deviation from the earlier state.
        var deviation: Deviation {
            Deviation(
                before == nil ? .extra : after == nil ? .missing : .value,
                at: .body(pointer),
                "of \(read) must be \(before.shown) as before, but is \(after.shown)",
                expected: Evidence(before),
                seen: Evidence(after),
                action: read
            )
        }
    }

    /// The result of a read.
    private struct Answer: Sendable {
        let read: String
        /// The number of the exchange.
        let number: Int
        /// The response's body; of shared lists, this attempt's records by id.
        let body: JSONValue
        /// The oldest time in each full shared list, by the place of the time in a record.
        let reach: [(by: JSONPointer, oldest: JSONNumber)]
        /// Whether there is a full list without an order: other traffic decides which records it shows.
        let isPartial: Bool

        /// Returns whether a record may be missing only because newer ones of other traffic take its place.
        func mayHide(_ record: JSONValue?) -> Bool {
            guard let record else { return false }
            return isPartial
                || reach.contains { by, oldest in record[by]?.numberValue.map { $0 <= oldest } ?? false }
        }
    }

    private let answers: [Answer]

    /// Takes a snapshot by every read that can return what an action writes and whose parameters are known.
    ///
    /// Of shared lists only this attempt's records count.
    init(for action: Action, _ attempt: Attempt) async throws(AttemptEnd) {
        var answers: [Answer] = []
        let written = Set(action.tables.writes)
        for read in attempt.context.contract.actions
        where read.isSafe && !written.isDisjoint(with: read.tables.reads) {
            guard let arguments = attempt.arguments(of: read) else { continue }
            let answer = try await attempt.call(read, arguments)
            guard let body = answer.json, answer.isSuccess else { continue }
            // The records of a list that breaks the contract cannot be assigned to attempts.
            if answer.annotations.entries.isEmpty, read.showsSharedRecords { continue }
            let shared = answer.sharedLists
            let ids = attempt.ids
            // Keyed by id, since other records may appear and disappear between ours.
            let own = shared.flatMap { _, list, elements in
                elements.filter { $0.mentions(ids) }.compactMap { element in
                    element[list.key]?.identifierText.map { JSONMember(name: $0, value: element) }
                }
            }
            let isPage = attempt.context.contract.hasNextPage(answer, of: read)
            let full = shared.filter { isPage || $0.elements.count >= ListWatermark.fullList }
            answers.append(
                Answer(
                    read: read.name,
                    number: answer.number,
                    body: shared.isEmpty ? body : .object(JSONObject(own)),
                    reach: full.compactMap { _, list, elements in
                        list.by.flatMap { by in
                            elements.compactMap { $0[by]?.numberValue }.min().map { (by, $0) }
                        }
                    },
                    isPartial: full.contains { $0.list.by == nil }
                )
            )
        }
        self.answers = answers
    }

    /// Returns the places at which a later snapshot differs, except for records that newer ones may have pushed out of a full list.
    func changes(to later: StateSnapshot) -> [Change] {
        differences(to: later).filter { !$0.isHidden }.map(\.change)
    }

    /// Returns whether a later snapshot lacks records that may be hidden behind the newer ones of other traffic.
    func isHidden(in later: StateSnapshot) -> Bool {
        differences(to: later).contains(where: \.isHidden)
    }

    private func differences(to later: StateSnapshot) -> [(change: Change, isHidden: Bool)] {
        answers.flatMap { answer -> [(Change, Bool)] in
            guard let other = later.answers.first(where: { $0.read == answer.read }) else { return [] }
            return answer.body.differences(from: other.body).map { pointer in
                let (before, after) = (answer.body[pointer], other.body[pointer])
                let change = Change(
                    read: answer.read,
                    pointer: pointer,
                    before: before,
                    after: after,
                    shownBy: answer.number
                )
                let isHidden = after == nil ? other.mayHide(before) : before == nil && answer.isPartial
                return (change, isHidden && pointer.tokens.count == 1)
            }
        }
    }
}

extension JSONValue {
    /// Returns the places at which another value differs; lists of different lengths differ as a whole.
    func differences(from other: JSONValue, at place: JSONPointer = JSONPointer()) -> [JSONPointer] {
        switch (self, other) {
        case (.object(let left), .object(let right)):
            let names = left.names + right.names.filter { left[$0] == nil }
            return names.flatMap { name -> [JSONPointer] in
                guard let first = left[name], let second = right[name] else { return [place.appending(name)] }
                return first.differences(from: second, at: place.appending(name))
            }
        case (.array(let left), .array(let right)) where left.count == right.count:
            return left.indices.flatMap { left[$0].differences(from: right[$0], at: place.appending($0)) }
        default:
            return self == other ? [] : [place]
        }
    }
}
