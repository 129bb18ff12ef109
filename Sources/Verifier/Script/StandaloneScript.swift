import Contracts

/// Finds requests that show a finding without other cases' records.
///
/// A list that other traffic reads and writes shows their records as well. Sending a read of it again shows what they broke,
/// but not on an endpoint where they are not.
struct StandaloneScript: Sendable {
    /// Returns whether a response shows it.
    let isShown: @Sendable (RecordedExchange) -> Bool
    /// The attempt that saw it.
    let attempt: Attempt
    /// The exchange that shows it.
    let exchange: RecordedExchange

    /// Creates it for a finding that a single response shows; `nil` for others.
    init?(_ finding: Finding, _ attempt: Attempt) {
        guard let number = finding.exchange, let isShown = finding.isShown,
            let exchange = attempt.transcript.first(where: { $0.number == number })
        else { return nil }
        self.isShown = isShown
        self.attempt = attempt
        self.exchange = exchange
    }

    /// The exchanges of an attempt that show the finding.
    typealias Found = (attempt: Attempt, exchanges: [RecordedExchange])

    /// Returns the request alone where that shows the finding, or the request after writes of its own that it needs; `nil` where
    /// all that the attempt did is needed.
    func find() async -> Found? {
        if let alone = await exchange.again(after: attempt.transcript, of: attempt),
            isShown(own(alone.exchange, alone.attempt))
        {
            return (alone.attempt, [alone.exchange])
        }
        guard let action, action.showsSharedRecords, attempt.context.options.allowsWrites,
            !isShown(own(exchange, attempt))
        else { return nil }
        for candidate in Self.candidates(for: action, attempt.context.contract)
        where attempt.context.shrinking.isLeft {
            if let found = await after(candidate) { return found }
        }
        return nil
    }

    /// The maximum number of writes that are tried alone, before all are tried together.
    ///
    /// One of the first nearly always shows what any of them shows, and a service may have hundreds of examples, each of which
    /// would be sent for each failure.
    private static let mostAlone = 8

    /// The writes to try before a read: each of the first ones alone, then all.
    private static func candidates(for action: Action, _ contract: Contract) -> [[WorkingExample]] {
        let writes = writes(for: action, contract)
        return writes.prefix(mostAlone).map { [$0] } + (writes.count > 1 ? [writes] : [])
    }

    private var action: Action? { exchange.action.flatMap(attempt.context.contract.action) }

    /// Returns the exchange without the records of others in its lists.
    private func own(_ exchange: RecordedExchange, _ attempt: Attempt) -> RecordedExchange {
        OwnRecords(of: exchange, attempt).exchange
    }

    /// Sends the request after examples that write what it reads.
    private func after(_ examples: [WorkingExample]) async -> Found? {
        await attempt.context.withAttempt { other in
            defer { attempt.context.shrinking.take(other.requests) }
            guard await Self.write(examples, in: other),
                let last = await exchange.again(in: other, of: attempt), isShown(own(last, other))
            else {
                return nil
            }
            return (other, Transcript.shortened(other.transcript, of: other))
        }
    }

    /// Runs examples in an attempt, each with records of its own.
    ///
    /// - Parameters:
    ///   - examples: The examples.
    ///   - attempt: The attempt.
    ///   - suffix: The suffix of their ids, which a number follows; for an attempt that has other ids as well.
    /// - Returns: Whether all could be sent.
    static func write(
        _ examples: [WorkingExample],
        in attempt: Attempt,
        suffix: String? = nil
    ) async -> Bool {
        for (number, example) in examples.enumerated() {
            let suffix = suffix.map { "\($0)-\(number + 1)" } ?? ""
            var runner = ExampleRunner(attempt, changes: ExampleRunner.Changes(identifierSuffix: suffix))
            guard (try? await runner.prepare(example.example)) != nil,
                (try? await runner.send(example.example, example.action)) != nil
            else { return false }
        }
        return true
    }

    /// The examples that write what an action reads.
    static func writes(for action: Action, _ contract: Contract) -> [WorkingExample] {
        contract.actions.filter {
            !$0.isSafe && !$0.isSingleton && !Set($0.tables.writes).isDisjoint(with: action.tables.reads)
        }.flatMap { write in
            write.examples.filter { $0.isSuccess && $0.form == nil }.map {
                WorkingExample(action: write, example: $0)
            }
        }
    }
}
