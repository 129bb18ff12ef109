public import Contracts
import Foundation
public import Lambda

/// Tests an endpoint against a contract.
///
/// It knows the endpoint by its answers only. Every case is run with ids of its own, and a failure is reported only
/// after the case was run again from nothing and showed it again; see ``CaseJudge``.
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

    /// Plans a run.
    ///
    /// - Parameters:
    ///   - contract: What was promised.
    ///   - endpoint: What is tested.
    ///   - oracle: Makes an endpoint, its state empty, whose answers are right: the model walks hold the tested
    ///     endpoint to it. Its clock must move on with every request. Without one there are no walks.
    ///   - options: How the run is made.
    public init(
        contract: Contract,
        endpoint: any Endpoint,
        oracle: (@Sendable () -> any Endpoint)? = nil,
        options: VerifierOptions = VerifierOptions()
    ) {
        self.contract = contract
        self.endpoint = endpoint
        self.oracle = oracle
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
        plan.cases.map(\.identity) + plan.collected.map(\.identity)
    }

    /// Runs the cases and tells a listener, which is called one event at a time, in the plan's order.
    public func run(_ report: @Sendable (VerifierEvent) async -> Void) async -> RunSummary {
        let start = ContinuousClock.now
        let context = RunContext(
            contract: contract,
            endpoint: endpoint,
            oracle: oracle,
            options: options,
            runPrefix: options.runPrefix ?? Self.freshPrefix()
        )
        await report(.runStarted(description(context)))
        if plan.count > 0 { await ReachabilityProbe(context: context).make() }
        var summary = RunSummary()
        var noted: Set<String> = []
        func tell(_ judged: CaseResult) async {
            let result = context.mask.masked(judged.excusing(options.knownFailures))
            context.coverage.note(result)
            summary.total.count(result)
            if result.hasSomethingToShow { noted.insert(result.identity.suite) }
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
        let interruption = await runner.run(plan, tell)
        for collectingCase in plan.collected
        where interruption == nil || context.answers.hasSeen(collectingCase.identity) {
            await tell(judge.result(of: collectingCase))
        }
        summary.notRun = plan.count - summary.total.cases
        summary.seconds = (ContinuousClock.now - start).inSeconds
        summary.requests = context.health.requests
        summary.latencies = context.latencies.latencies
        summary.coverage = context.coverage.coverage
        summary.unproven = context.successes.unproven(in: contract, plan, options, noted: noted)
        summary.notes = notes(context, interruption.map { ($0, summary.notRun) })
        await report(.runFinished(summary))
        return summary
    }

    private func description(_ context: RunContext) -> RunDescription {
        RunDescription(
            service: contract.service.name,
            endpoint: SecretMask.maskedURL(options.endpointURL),
            seed: options.seed,
            runPrefix: context.runPrefix,
            start: Date(),
            cases: plan.count
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
            notes.append("the run was cut short: \(reason); \(cases) not played")
        }
        if context.health.stopReason == nil, context.health.lostConnections > 0 {
            let count = context.health.lostConnections
            notes.append(
                "\(count) \(count == 1 ? "answer was" : "answers were") cut off with the connection; the cases were played again"
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
        if plan.count == 0 { notes.append("no case was chosen; look at --only and at the contract") }
        return notes
    }

    /// A prefix that tells this run from every other one.
    private static func freshPrefix() -> String {
        let time = UInt64(max(0, Date().timeIntervalSince1970))
        return "us-\(String(time, radix: 36))\(String(UInt16.random(in: .min ... .max), radix: 36))"
    }
}
