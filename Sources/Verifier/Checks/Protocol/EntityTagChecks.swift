import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that an `ETag` changes with everything in the response: after each write that can change a read, a client with the
/// old tag must not get a 304 when the response has changed, and one must get it when it has not.
struct EntityTagChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.etagModified, .etagNotModified]

    func cases(of contract: Contract) -> [PlannedCase] {
        contract.actions.flatMap { unchanged($0, contract) + changed($0, contract) }
    }

    private func unchanged(_ read: Action, _ contract: Contract) -> [PlannedCase] {
        let rules = contract.rules(for: .etagNotModified, of: read)
        guard !rules.isEmpty, read.isSafe, let example = read.workingExample else { return [] }
        return [
            PlannedCase(
                suite: read.name,
                kind: .extension,
                name: "the tag of an answer that has not changed",
                rules: rules,
                isAlone: read.showsSharedRecords
            ) { attempt throws(AttemptEnd) in
                try await TagPoll(read: read, example: example, attempt: attempt, rules: rules).runUnchanged()
            }
        ]
    }

    private func changed(_ read: Action, _ contract: Contract) -> [PlannedCase] {
        let rules = contract.rules(for: .etagModified, of: read)
        guard !rules.isEmpty, read.isSafe, let example = read.workingExample, !example.after.isEmpty
        else {
            return []
        }
        let writes = contract.actions.filter {
            !$0.isSafe && !Set($0.tables.writes).isDisjoint(with: read.tables.reads)
        }
        return writes.flatMap { write in
            write.examples.filter { $0.isSuccess && $0.form == nil }.map { change in
                PlannedCase(
                    suite: read.name,
                    kind: .extension,
                    name: "the tag after \(write.name) '\(change.name)'",
                    rules: rules,
                    // Other clients' writes would change the tag as well.
                    isAlone: read.showsSharedRecords
                ) { attempt throws(AttemptEnd) in
                    let poll = TagPoll(read: read, example: example, attempt: attempt, rules: rules)
                    try await poll.run(write, change)
                }
            }
        }
    }
}

/// A client that polls a read with its last tag.
private struct TagPoll {
    let read: Action
    let example: Example
    let attempt: Attempt
    let rules: [Rule]

    func run(_ write: Action, _ change: Example) async throws(AttemptEnd) {
        var runner = ExampleRunner(attempt)
        // Only the state before the change, where the read returns some of it: a later one may hide the effect.
        try await runner.prepare(change)
        var known = try await readResponse(runner)
        if known?.isSuccess != true {
            try await runner.prepare(example)
            known = try await readResponse(runner)
        }
        try runner.requireIdentifiers(of: change, write)
        guard var known else { throw .skipped("needs an id that no answer has told") }
        let arguments = arguments(runner)
        var sent = runner.arguments(of: change, write)
        // Optional arguments would change more than the required ones do.
        let least = write.needed(of: sent)
        if least.count < sent.count, !write.refuses(least) {
            _ = try await poll(arguments, after: write, least, " with its required arguments alone", &known)
        }
        _ = try await poll(arguments, after: write, sent, "", &known)
        // Each request differs from the one before in one argument: beside other changes it would not be missed.
        for (name, value) in variations(of: change, write, sent) where value != sent[name] {
            var other = sent
            other[name] = value
            guard !write.refuses(other) else { continue }
            if try await poll(arguments, after: write, other, " with another \(name)", &known) {
                sent = other
            }
        }
    }

    /// Writes, and asks for the read again with the tag of its last response.
    ///
    /// - Returns: Whether the write succeeded.
    private func poll(
        _ arguments: JSONObject,
        after write: Action,
        _ sent: JSONObject,
        _ what: String,
        _ known: inout RecordedExchange
    ) async throws(AttemptEnd) -> Bool {
        guard let tag = known.response.headers["ETag"] else { throw .skipped("the endpoint sends no ETag") }
        let written = try await attempt.call(write, sent)
        let poll = try await attempt.call(read, arguments, headers: [HeaderField("If-None-Match", tag)])
        guard poll.response.status == 304 else {
            if poll.isSuccess { known = poll }
            return written.isSuccess
        }
        let now = try await attempt.call(read, arguments)
        guard now.isSuccess, now.response.body != known.response.body else { return written.isSuccess }
        let place = (known.json ?? .null).differences(from: now.json ?? .null).first ?? JSONPointer()
        for rule in rules {
            try attempt.require(
                Finding(
                    rule: rule,
                    summary:
                        "after \(write.name)\(what) the old tag of \(read.name) still counts, though at '\(place)'"
                        + " \(known.json?[place]?.shown ?? "nothing") became \(now.json?[place]?.shown ?? "nothing")",
                    [
                        Deviation(
                            .status,
                            at: .status,
                            expected: Evidence(text: "200 and the new answer"),
                            seen: Evidence(text: "304 for \(tag)")
                        )
                    ],
                    exchange: poll.number
                )
            )
        }
        known = now
        return written.isSuccess
    }

    /// The number of times to read before a response that changes each time is taken for other traffic's.
    private static let mostReads = 3

    func runUnchanged() async throws(AttemptEnd) {
        var runner = ExampleRunner(attempt)
        let arguments = read.needed(of: try await runner.preparedArguments(of: example, read))
        for _ in 0..<Self.mostReads {
            let known = try await attempt.call(read, arguments)
            guard known.isSuccess else {
                throw .skipped("needs \(read.name), which was answered \(known.response.status)")
            }
            guard let tag = known.response.headers["ETag"] else {
                throw .skipped("the endpoint sends no ETag")
            }
            let poll = try await attempt.call(read, arguments, headers: [HeaderField("If-None-Match", tag)])
            if poll.response.status == 304 { return }
            guard !poll.isSuccess || poll.response.body == known.response.body else { continue }
            for rule in rules {
                try attempt.require(
                    Finding(
                        rule: rule,
                        summary:
                            "\(read.name) has not changed, and is answered \(poll.response.status) to its tag",
                        [.status(Evidence(.exact(304)), poll.response)],
                        exchange: poll.number
                    )
                )
            }
            return
        }
        throw .crowded
    }

    /// The read's required arguments: optional ones could hide the change.
    private func arguments(_ runner: ExampleRunner) -> JSONObject {
        read.needed(of: runner.arguments(of: example, read))
    }

    /// Returns the read's response; `nil` where its ids are not known yet.
    private func readResponse(_ runner: ExampleRunner) async throws(AttemptEnd) -> RecordedExchange? {
        do throws(AttemptEnd) { try runner.requireIdentifiers(of: example, read) } catch { return nil }
        return try await attempt.call(read, arguments(runner))
    }

    /// Other values of the arguments of a request about an existing record that are not ids.
    ///
    /// Words come last, since a record may show its other members in one of its states only.
    private func variations(
        of change: Example,
        _ write: Action,
        _ sent: JSONObject
    ) -> [(name: String, value: JSONValue)] {
        let entries = write.annotations(ofRequest: change.request).entries
        let written = attempt.context.contract.tables.filter { write.tables.writes.contains($0.name) }
        guard
            entries.contains(where: { $0.annotation.identity == .server })
                || written.contains(where: { sent[$0.recordKey] != nil })
        else { return [] }
        let identifiers = Set(entries.filter { $0.annotation.identity != nil }.map(\.pointer))
        let members = sent.filter {
            !identifiers.contains(JSONPointer().appending($0.name))
                && !written.map(\.recordKey).contains($0.name)
        }
        return
            (members.filter { words(for: $0, of: write) == nil }
            + members.filter { words(for: $0, of: write) != nil })
            .flatMap { member in candidates(for: member, of: write).map { (member.name, $0) } }
    }

    private func words(for member: JSONMember, of write: Action) -> [JSONValue]? {
        write.request.schema(of: member.name)?["enum"]?.arrayValue
    }

    private func candidates(for member: JSONMember, of write: Action) -> [JSONValue] {
        if let words = words(for: member, of: write) { return words }
        switch member.value {
        case .string(let text): return [.string(text + " again")]
        case .number(let number): return [.number(number + 1)]
        case .bool(let value): return [.bool(!value)]
        default: return []
        }
    }
}
