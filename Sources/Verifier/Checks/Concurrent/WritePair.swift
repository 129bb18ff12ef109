import Conformance
import Contracts
import JSON

/// Two writes of one record, run in sequence and concurrently.
struct WritePair: Sendable {
    private let first: RecordWrite
    private let second: RecordWrite
    /// The reads that return the record.
    private let reads: [Action]

    /// The number of concurrent rounds; each write is started first in every other round.
    private var rounds: Int { isTwice ? 2 : 4 }

    init(_ first: RecordWrite, _ second: RecordWrite, _ contract: Contract) {
        self.first = first
        self.second = second
        let written = first.tables.union(second.tables)
        let all = contract.actions.filter { $0.isSafe && !written.isDisjoint(with: $0.tables.reads) }
        // A shared list is read only where no list of the record's own covers the table.
        let listed = Set(all.filter(\.listsOwnRecords).flatMap(\.tables.reads))
        reads = all.filter { read in
            !read.showsSharedRecords || !written.intersection(read.tables.reads).isSubset(of: listed)
        }
    }

    /// The statuses of both writes and the state that reads return afterwards.
    private struct Outcome: Sendable, Hashable {
        let statuses: [Int]
        let state: [String: JSONValue]

        /// Returns whether another outcome has the same statuses, and the same state as far as both could be read.
        func agrees(with other: Outcome) -> Bool {
            statuses == other.statuses
                && state.allSatisfy { read, value in other.state[read].map { $0 == value } ?? true }
        }

        /// Returns the places at which another outcome differs, with its values as the expected ones.
        func deviations(from other: Outcome) -> [Deviation] {
            let found = state.sorted(by: { $0.key < $1.key }).flatMap { read, value in
                let expected = other.state[read] ?? value
                return expected.differences(from: value).map { place in
                    let (was, seen) = (expected[place], value[place])
                    return Deviation(
                        was == nil ? .extra : seen == nil ? .missing : .value,
                        at: .body(place),
                        "of \(read) is \(seen.shown) instead of \(was.shown)",
                        expected: Evidence(was),
                        seen: Evidence(seen),
                        action: read
                    )
                }
            }
            guard found.isEmpty else { return found }
            return [
                Deviation(.value, at: .status, expected: Evidence(other.statuses), seen: Evidence(statuses))
            ]
        }
    }

    /// Runs both orders to learn the expected states, then sends both concurrently.
    func run(_ rules: [Rule], _ attempt: Attempt) async throws(AttemptEnd) {
        var known: Set<Outcome> = []
        var round = 0
        var watermarks: [String: ListWatermark] = [:]
        for read in reads where read.showsSharedRecords {
            watermarks[read.name] = try await ListWatermark(of: read, attempt)
        }
        for isFirstFirst in isTwice ? [true] : [true, false] {
            round += 1
            let setup = try await RecordSetup([first, second], round, attempt)
            let early = try await setup.send(isFirstFirst ? first : second)
            let late = try await setup.send(isFirstFirst ? second : first)
            let statuses = isFirstFirst ? [early, late] : [late, early]
            known.insert(Outcome(statuses: statuses, state: try await setup.state(reads, watermarks)))
        }
        // For two equal writes one order is enough.
        if isTwice {
            known.formUnion(known.map { Outcome(statuses: $0.statuses.reversed(), state: $0.state) })
        }
        for number in 0..<rounds {
            round += 1
            let setup = try await RecordSetup([first, second], round, attempt)
            let isFirstFirst = number.isMultiple(of: 2)
            let answered = try await setup.sendAtOnce(
                isFirstFirst ? first : second,
                isFirstFirst ? second : first
            )
            let statuses = isFirstFirst ? answered : answered.reversed()
            let seen = try await settled(known) { [watermarks] () async throws(AttemptEnd) in
                Outcome(statuses: statuses, state: try await setup.state(reads, watermarks))
            } attempt: {
                attempt
            }
            guard !known.contains(where: seen.agrees) else { continue }
            let nearest = known.first { $0.statuses == seen.statuses } ?? known.first
            // One after the other they have left what is right.
            let deviations = (nearest.map { seen.deviations(from: $0) } ?? []).map { deviation in
                var deviation = deviation
                deviation.since = isTwice ? [first.action.name] : [first.action.name, second.action.name]
                return deviation
            }
            let names = "\(first.action.name) and \(second.action.name)"
            for rule in rules {
                try attempt.require(
                    Finding(
                        rule: rule,
                        summary: "\(names) at the same time leave what neither order leaves: "
                            + (deviations.first?.line ?? "").trimmingPrefix("at "),
                        deviations
                    )
                )
            }
        }
    }

    private var isTwice: Bool {
        first.action.name == second.action.name && first.example.name == second.example.name
    }

    /// Reads again until the state is an expected one, or the time to settle is over.
    private func settled(
        _ known: Set<Outcome>,
        _ read: () async throws(AttemptEnd) -> Outcome,
        attempt: () -> Attempt
    ) async throws(AttemptEnd) -> Outcome {
        let attempt = attempt()
        let deadline = ContinuousClock.now + attempt.context.consistencyWait.patience
        while true {
            let outcome = try await read()
            guard !known.contains(where: outcome.agrees), ContinuousClock.now < deadline else {
                return outcome
            }
            await attempt.pause(.milliseconds(100))
        }
    }
}

extension Evidence {
    /// Creates the evidence of the statuses of several responses.
    fileprivate init(_ statuses: [Int]) {
        self.init(
            text: statuses.map(String.init).joined(separator: " and "),
            value: .array(statuses.map { .number(JSONNumber($0)) })
        )
    }
}

extension Action {
    /// Returns whether a response of it has a list of only those records that the arguments select.
    fileprivate var listsOwnRecords: Bool {
        examples.contains { example in
            guard let body = example.body else { return false }
            return annotations(ofResponse: body, status: example.status).entries.contains {
                $0.annotation.list?.scope == .own
            }
        }
    }
}
