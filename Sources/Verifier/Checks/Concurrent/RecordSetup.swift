import Contracts
import JSON
import Lambda

/// A separate record for one round of an attempt, created by the examples before its writes.
struct RecordSetup: Sendable {
    private let attempt: Attempt
    private let writes: [RecordWrite]
    private let runner: ExampleRunner
    private let suffix: String

    /// Creates the record.
    init(_ writes: [RecordWrite], _ round: Int, _ attempt: Attempt) async throws(AttemptEnd) {
        self.attempt = attempt
        self.writes = writes
        suffix = "-round-\(round)"
        var runner = ExampleRunner(attempt, changes: ExampleRunner.Changes(identifierSuffix: suffix))
        try await runner.prepare(writes.map(\.example))
        for write in writes { try runner.requireIdentifiers(of: write.example, write.action) }
        self.runner = runner
    }

    /// Sends a write and returns the status of the response.
    func send(_ write: RecordWrite) async throws(AttemptEnd) -> Int {
        try await attempt.call(write.action, runner.arguments(of: write.example, write.action)).response
            .status
    }

    /// Sends both writes concurrently and returns the statuses of the responses, the first's first.
    func sendAtOnce(_ first: RecordWrite, _ second: RecordWrite) async throws(AttemptEnd) -> [Int] {
        try await attempt.atOnce([first, second]) { write, place async throws(AttemptEnd) -> Int in
            try await attempt.call(
                write.action,
                runner.arguments(of: write.example, write.action),
                place: place
            ).response.status
        }
    }

    /// Returns what reads return of the round's record, by the reads' names.
    ///
    /// - Parameters:
    ///   - reads: The reads.
    ///   - watermarks: The watermarks of their shared lists, by the reads' names.
    /// - Returns: The comparable body of each read that can be compared, by its name.
    /// - Throws: ``AttemptEnd/crowded`` when newer records of other traffic may hide the round's.
    func state(
        _ reads: [Action],
        _ watermarks: [String: ListWatermark]
    ) async throws(AttemptEnd) -> [String: JSONValue] {
        var state: [String: JSONValue] = [:]
        // Where an answer does not tell the id of what it has made, chance decides which ids are known.
        let tellsKnown = writes.allSatisfy { $0.tellsIdentifiers(attempt.transcript) }
        for read in reads {
            guard let arguments = attempt.arguments(of: read) else { continue }
            let answer = try await attempt.call(read, arguments)
            guard answer.isSuccess else { continue }
            // The records of a list that breaks the contract cannot be assigned to rounds.
            if answer.annotations.entries.isEmpty, read.showsSharedRecords { continue }
            if watermarks[read.name]?.mayHide(recordsIn: answer) == true { throw .crowded }
            let ids = attempt.ids
            state[read.name] =
                ComparableAnswer(
                    answer,
                    of: read,
                    attempt,
                    where: { $0.holdsText { $0.hasSuffix(suffix) && ids.contains($0) } },
                    replacing: { text in
                        guard text.hasSuffix(suffix) else { return nil }
                        return String(text.dropLast(suffix.count)).replacing(attempt.prefix, with: "RUN")
                    },
                    tellingKnown: tellsKnown
                ).body
        }
        return state
    }
}

extension JSONValue {
    /// Returns whether a string in it is one of the given ones.
    fileprivate func holdsText(where isSought: (String) -> Bool) -> Bool {
        switch self {
        case .string(let text): isSought(text)
        case .array(let elements): elements.contains { $0.holdsText(where: isSought) }
        case .object(let object): object.contains { $0.value.holdsText(where: isSought) }
        default: false
        }
    }
}
