import Conformance
import Contracts
import JSON
import VerifierEvents

/// Checks that requests with one broken parameter are refused, with the right status, and change nothing.
struct NegativeChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [
        .parameterRefused, .parameterStatus, .parameterChangesNothing, .unlistedValueRefused,
        .unlistedValueStatus,
    ]

    func cases(of contract: Contract) -> [PlannedCase] {
        contract.actions.flatMap { action -> [PlannedCase] in
            guard let example = action.workingExample else { return [] }
            let all = BrokenArguments.all(of: action, example.request)
            let snapshot = SharedSnapshot { attempt throws(AttemptEnd) in
                try await Self.nothingChanged(by: all, of: action, example, attempt)
            }
            return all.compactMap { broken in
                let rules = Rules(contract, action, broken.fault)
                guard !rules.all.isEmpty else { return nil }
                return PlannedCase(suite: action.name, kind: .negative, name: broken.name, rules: rules.all) {
                    attempt throws(AttemptEnd) in
                    try await Self.run(broken, of: action, example, rules, snapshot, attempt)
                }
            }
        }
    }

    private struct Rules: Sendable {
        let refused: [Rule]
        let status: [Rule]
        let changesNothing: [Rule]

        init(_ contract: Contract, _ action: Action, _ fault: BrokenArguments.Fault) {
            switch fault {
            case .parameter:
                refused = contract.rules(for: .parameterRefused, of: action)
                status = contract.rules(for: .parameterStatus, of: action)
            case .unlisted:
                refused = contract.rules(for: .unlistedValueRefused, of: action)
                status = contract.rules(for: .unlistedValueStatus, of: action)
            }
            changesNothing =
                action.tables.writes.isEmpty ? [] : contract.rules(for: .parameterChangesNothing, of: action)
        }

        var all: [Rule] { refused + status + changesNothing }
    }

    private static func run(
        _ broken: BrokenArguments,
        of action: Action,
        _ example: Example,
        _ rules: Rules,
        _ snapshot: SharedSnapshot,
        _ attempt: Attempt
    ) async throws(AttemptEnd) {
        var runner = ExampleRunner(attempt)
        if !action.tables.writes.isEmpty { try await runner.prepare(example) }
        var before: StateSnapshot?
        if !rules.changesNothing.isEmpty, await !snapshot.foundNoChange(attempt.context) {
            before = try await settledSnapshot(for: action, attempt)
        }
        let answer = try await attempt.call(action, arguments(broken, like: example, action, runner))
        Refusal(what: "a request in which \(broken.name)", refused: rules.refused, status: rules.status)
            .judge(answer, attempt)
        guard let before else { return }
        let after = try await StateSnapshot(for: action, attempt)
        let changes = before.changes(to: after)
        guard !changes.isEmpty else {
            if before.isHidden(in: after) { throw .crowded }
            return
        }
        // A change without a request in between is not caused by the request.
        let later = try await StateSnapshot(for: action, attempt)
        let restless = Set(after.changes(to: later).map(\.pointer))
        let real = changes.filter { !restless.contains($0.pointer) }
        guard let first = real.first else { return }
        for rule in rules.changesNothing {
            attempt.note(
                Finding(
                    rule: rule,
                    summary: "a request in which \(broken.name) changed something: \(first.line)",
                    real.map(\.deviation),
                    exchange: answer.number,
                    comparedWith: Set(real.map(\.shownBy))
                )
            )
        }
    }

    /// Sends every broken request; returns whether the state is unchanged.
    private static func nothingChanged(
        by all: [BrokenArguments],
        of action: Action,
        _ example: Example,
        _ attempt: Attempt
    ) async throws(AttemptEnd) -> Bool {
        var runner = ExampleRunner(attempt)
        try await runner.prepare(example)
        let before = try await settledSnapshot(for: action, attempt)
        for broken in all {
            _ = try await attempt.call(action, arguments(broken, like: example, action, runner))
        }
        let after = try await StateSnapshot(for: action, attempt)
        return before.changes(to: after).isEmpty && !before.isHidden(in: after)
    }

    /// Returns the broken arguments with the attempt's ids, keeping the fault.
    private static func arguments(
        _ broken: BrokenArguments,
        like example: Example,
        _ action: Action,
        _ runner: ExampleRunner
    ) -> JSONObject {
        var arguments = JSONValue.object(broken.arguments)
        let rewritten = JSONValue.object(runner.arguments(of: example, action))
        for entry in action.annotations(ofRequest: example.request).entries {
            let original = JSONValue.object(example.request)[entry.pointer]
            guard arguments[entry.pointer] == original, let replacement = rewritten[entry.pointer] else {
                continue
            }
            arguments = arguments.replacing(at: entry.pointer, with: replacement)
        }
        return arguments.objectValue ?? broken.arguments
    }

    /// Returns a snapshot after the state has settled, since indexes may lag behind.
    private static func settledSnapshot(for action: Action, _ attempt: Attempt) async throws(AttemptEnd)
        -> StateSnapshot
    {
        var snapshot = try await StateSnapshot(for: action, attempt)
        let deadline = ContinuousClock.now + attempt.context.options.settle
        while ContinuousClock.now < deadline {
            await attempt.pause(.milliseconds(250))
            let next = try await StateSnapshot(for: action, attempt)
            let isSettled = snapshot.changes(to: next).isEmpty
            snapshot = next
            if isSettled { break }
        }
        return snapshot
    }
}
