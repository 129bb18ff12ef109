import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that an `ETag` changes with everything in the response: after each write that can change a read, a client with the
/// old tag must not get a 304 when the response has changed.
struct EntityTagChecks: CaseProvider {
    func cases(of contract: Contract) -> [PlannedCase] {
        contract.actions.flatMap { read -> [PlannedCase] in
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
        let changed = runner.arguments(of: change, write)
        for (what, sent) in [("", changed)] + variations(of: change, write, changed) {
            guard let tag = known.response.headers["ETag"] else {
                throw .skipped("the endpoint sends no ETag")
            }
            _ = try await attempt.call(write, sent)
            let poll = try await attempt.call(read, arguments, headers: [HeaderField("If-None-Match", tag)])
            guard poll.response.status == 304 else {
                if poll.isSuccess { known = poll }
                continue
            }
            let now = try await attempt.call(read, arguments)
            guard now.isSuccess, now.response.body != known.response.body else { continue }
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
        }
    }

    /// The read's required arguments: optional ones could hide the change.
    private func arguments(_ runner: ExampleRunner) -> JSONObject {
        let required = read.request.requiredNames
        return JSONObject(runner.arguments(of: example, read).filter { required.contains($0.name) })
    }

    /// Returns the read's response; `nil` where its ids are not known yet.
    private func readResponse(_ runner: ExampleRunner) async throws(AttemptEnd) -> RecordedExchange? {
        do throws(AttemptEnd) { try runner.requireIdentifiers(of: example, read) } catch { return nil }
        return try await attempt.call(read, arguments(runner))
    }

    /// The same request about an existing record, each with one argument changed that is not an id.
    private func variations(
        of change: Example,
        _ write: Action,
        _ sent: JSONObject
    ) -> [(String, JSONObject)] {
        let entries = write.annotations(ofRequest: change.request).entries
        guard entries.contains(where: { $0.annotation.identity == .server }) else { return [] }
        let identifiers = Set(entries.filter { $0.annotation.identity != nil }.map(\.pointer))
        return sent.flatMap { member -> [(String, JSONObject)] in
            let place = JSONPointer().appending(member.name)
            guard !identifiers.contains(place) else { return [] }
            return candidates(for: member, of: write).compactMap { value in
                var other = sent
                other[member.name] = value
                return value != member.value && !write.refuses(other)
                    ? (" with another \(member.name)", other) : nil
            }
        }
    }

    private func candidates(for member: JSONMember, of write: Action) -> [JSONValue] {
        if let words = write.request.source["properties"]?[member.name]?["enum"]?.arrayValue { return words }
        switch member.value {
        case .string(let text): return [.string(text + " again")]
        case .number(let number): return [.number(number + 1)]
        case .bool(let value): return [.bool(!value)]
        default: return []
        }
    }
}
