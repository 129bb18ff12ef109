public import Contracts
import Foundation
public import Lambda
public import VerifierEvents

/// A verifier that tests an endpoint against a contract.
///
/// It knows the endpoint by its responses only. Every case uses its own ids, and a failure is reported only
/// after the case was run again and showed it again; see ``CaseJudge``.
///
/// ```swift
/// let verifier = Verifier(contract: contract, endpoint: endpoint)
/// let summary = await verifier.run { event in print(event) }
/// ```
public struct Verifier: Sendable {
    private let contract: Contract
    private let endpoint: any Endpoint
    private let oracle: (@Sendable () -> any Endpoint)?
    private let options: VerifierOptions
    private let plan: Plan

    /// Creates a verifier and plans a run.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - endpoint: The endpoint under test.
    ///   - oracle: Creates a reference implementation, with an empty state: the random walks compare the tested
    ///     endpoint with it. Its clock must advance with every request. Without one there are no walks.
    ///   - options: The options of the run.
    public init(
        contract: Contract,
        endpoint: any Endpoint,
        oracle: (@Sendable () -> any Endpoint)? = nil,
        options: VerifierOptions = VerifierOptions()
    ) {
        self.contract = contract
        self.endpoint = endpoint
        self.oracle = oracle
        var options = options
        options.apiKey = options.apiKey ?? contract.service.apiKeys?.defaultKey?.value
        self.options = options
        plan = Plan(
            contract,
            CaseFilter(options.only),
            generatedCases: options.generatedCases,
            walkSteps: oracle == nil ? 0 : options.walkSteps
        )
    }

    /// The cases of the run, in the order in which their events are sent.
    public var cases: [CaseIdentity] {
        let state = StateCheck.isSelected(options) ? [StateCheck.identity] : []
        return plan.cases.map(\.identity) + plan.collected.map(\.identity) + state
    }

    /// Runs the cases and reports events to the handler, one at a time, in plan order.
    public func run(_ report: @Sendable (VerifierEvent) async -> Void) async -> RunSummary {
        let start = ContinuousClock.now
        let context = RunContext(
            contract: contract,
            endpoint: endpoint,
            oracle: oracle,
            options: options,
            runPrefix: options.runPrefix ?? Self.freshPrefix()
        )
        let state = await StateCheck(contract, options)
        let planned = plan.count + (state == nil ? 0 : 1)
        await report(.runStarted(description(context, cases: planned)))
        if plan.count > 0 { await ReachabilityProbe(context: context).make() }
        var summary = RunSummary()
        var noted: Set<String> = []
        func finish(_ judged: CaseResult) async {
            let result = context.mask.masked(judged.excusing(options.knownFailures))
            context.coverage.note(result)
            summary.total.count(result)
            if result.hasFailuresOrWarnings { noted.insert(result.identity.suite) }
            summary.byKind[result.identity.kind, default: RunSummary.Counts()].count(result)
            await report(.caseStarted(result.identity))
            await report(.caseFinished(result))
        }
        let judge = CaseJudge(
            context: context,
            collected: CollectedFailures(),
            collectingCases: Set(plan.collected.map(\.identity))
        )
        let runner = CaseRunner(judge: judge, deadline: options.timeBudget.map { start + $0 })
        let interruption = await runner.run(plan, finish)
        for collectingCase in plan.collected
        where interruption == nil || context.answers.hasSeen(collectingCase.identity) {
            await finish(judge.result(of: collectingCase))
        }
        var notes: [String] = []
        if let state, !Task.isCancelled {
            let (result, note) = await state.result(settle: options.settle)
            await finish(result)
            notes = [note].compactMap(\.self)
        }
        summary.notRun = planned - summary.total.cases
        summary.seconds = (ContinuousClock.now - start).inSeconds
        summary.requests = context.health.requests
        summary.latencies = context.latencies.latencies
        summary.coverage = context.coverage.coverage
        summary.unproven = context.successes.unproven(in: contract, plan, options, noted: noted)
        summary.notes = notes + self.notes(context, interruption.map { ($0, summary.notRun) })
        await report(.runFinished(summary))
        return summary
    }

    private func description(_ context: RunContext, cases: Int) -> RunDescription {
        RunDescription(
            service: contract.service.name,
            endpoint: SecretMask.maskedURL(options.endpointURL),
            seed: options.seed,
            runPrefix: context.runPrefix,
            start: Date(),
            cases: cases
        )
    }

    private func notes(
        _ context: RunContext,
        _ interruption: (reason: String, notRun: Int)?
    ) -> [String] {
        var notes = options.notes
        if !options.allowsWrites {
            notes.append(
                "only reads were sent, since --read-only was given or the endpoint is not on this machine: what a run"
                    + " writes stays; to write all the same, give --allow-writes"
            )
        }
        if let reason = context.health.stopReason {
            notes.append("the run was cut short: \(context.mask.masked(reason))")
        } else if let (reason, notRun) = interruption {
            let cases = notRun == 1 ? "1 case was" : "\(notRun) cases were"
            notes.append("the run was cut short: \(reason); \(cases) not run")
        }
        if context.health.stopReason == nil, context.health.lostConnections > 0 {
            let count = context.health.lostConnections
            notes.append(
                "\(count) \(count == 1 ? "answer was" : "answers were") cut off with the connection; the cases were run again"
            )
        }
        for (coding, count) in context.health.compressed.sorted(by: { $0.key < $1.key }) {
            notes.append(
                "\(count) \(count == 1 ? "answer was" : "answers were") compressed (\(coding)) though Accept-Encoding: identity"
                    + " was sent; what is judged is the decompressed body"
            )
        }
        if options.only.isEmpty { notes += UnrunChecks(contract, hasOracle: oracle != nil).lines }
        if let left = context.written.description { notes.append("left behind: \(left)") }
        if cases.isEmpty { notes.append("no case was selected; check --only and the contract") }
        return notes
    }

    /// A prefix that is unique to this run.
    private static func freshPrefix() -> String {
        let time = UInt64(max(0, Date().timeIntervalSince1970))
        return "us-\(String(time, radix: 36))\(String(UInt16.random(in: .min ... .max), radix: 36))"
    }
}
