import ArgumentParser
import Contracts
import Foundation
import HTTPEndpoint
import Lambda
import Reports
import Verifier
import VerifierEvents

/// `understudy verify`: tests an endpoint against the contract.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Tests an endpoint against the contract.",
        discussion: """
            Every example, scenario, broken parameter and unusual request is run with ids of its own, and a failing \
            case is run again with new ids before it is reported. What a run writes remains there, where no case deletes \
            it: an endpoint that is not on this machine is only read from, unless --allow-writes is given. \
            Large texts are written one at a time and made small again, so that the first page of a list that others \
            read stays under 1 MB; the summary says how many records are left behind.

            With --state the verifier also looks into the tables behind the endpoint, before and after the run: records \
            that refer to none, phantoms, wrong totals and missing attributes of indexes that were not there before \
            fail the run.

            Options may also be in a file understudy.json in the working folder: {"endpoint": "...", "strict": \
            true}. The command line takes precedence over the environment, that over the file.

            Exit codes: 0 all held, 1 the contract is broken, 2 could not run or not everything could be judged. \
            Ctrl-C ends the run early and still writes its reports.

            Examples:
              understudy verify --endpoint http://127.0.0.1:3000/
              understudy verify --endpoint https://test.example.com/ --read-only --rate 20 --html report.html
              understudy verify --endpoint http://127.0.0.1:3000/ --jwt-secret super-secret-jwt-token-with-at-least-32-characters-long
              understudy verify --endpoint http://127.0.0.1:3000/ --launch 'npm start' --baseline known.json
              understudy verify --endpoint http://127.0.0.1:3000/ --state dynamodb --table-prefix test-
            """
    )

    @OptionGroup var contractOptions: ContractOptions
    @OptionGroup var reportOptions: ReportOptions
    @OptionGroup var launchOptions: LaunchOptions
    @OptionGroup var baselineOptions: BaselineOptions
    @OptionGroup var endpointOptions: EndpointOptions
    @OptionGroup var tokenOptions: TokenOptions
    @OptionGroup var stateOptions: StateOptions
    @OptionGroup var runOptions: RunOptions

    func validate() throws {
        try endpointOptions.check()
        try tokenOptions.check(beside: endpointOptions.fields)
        try runOptions.check()
        try launchOptions.check()
        try baselineOptions.check()
    }

    func run() async throws {
        let contract = try contractOptions.loadToRun()
        let implementation = try Implementation(Program.current.reference, of: contract)
        let target = try VerifyTarget(endpointOptions.endpoint)
        let trust = try endpointOptions.trust(for: target)
        let reports = try RunReports(reportOptions, environment: ProcessInfo.processInfo.environment)
        let baseline = try baselineOptions.load()
        var options = verifierOptions(for: target, known: baseline?.baseline.failures ?? [])
        options.apiKey = try tokenOptions.key(for: contract)
        options.tokens = try await tokenOptions.tokens(for: contract)
        options.state = stateOptions.reader(for: contract)
        let (tokens, mask) = (options.tokens, options.mask)
        let summary = try await Interruption.cancelling {
            try await launchOptions.whileRunning(for: target, trust: trust, mask: mask) {
                let progress = VerifyProgress(
                    contract,
                    isVerbose: reportOptions.verbose,
                    accepting: baseline?.baseline.causes ?? []
                )
                let listed = ListedStatuses(contract)
                let endpoint = HTTPEndpoint(
                    target.url,
                    limits: endpointOptions.limits,
                    trust: trust,
                    isListed: { listed.contains($1, for: $0) }
                )
                let verifier = Verifier(
                    contract: contract,
                    endpoint: tokens.map { SignedInEndpoint(endpoint, contract: contract, tokens: $0) }
                        ?? endpoint,
                    oracle: implementation.oracle,
                    options: options
                )
                let ended = await verifier.run { event in await progress.record(event) }
                await endpoint.shutdown()
                let record = await progress.record
                // Without the failures of accepted causes.
                let summary = record.summary ?? ended
                var failure: CommandLineError?
                do throws(CommandLineError) { try reports.write(record) } catch { failure = error }
                let known = try baseline?.finish(record)
                if let failure { throw failure }
                return known == true && summary.exitCode == 1 ? summary.exitCodeOfKnown : summary.exitCode
            }
        }
        guard summary == 0 else { throw ExitCode(summary) }
    }

    private func verifierOptions(for target: VerifyTarget, known: Set<KnownFailure>) -> VerifierOptions {
        VerifierOptions(
            isStrict: runOptions.strict,
            only: runOptions.only,
            seed: runOptions.seed,
            endpointURL: endpointOptions.endpoint,
            headers: endpointOptions.fields,
            allowsWrites: !endpointOptions.readOnly && (endpointOptions.allowWrites || target.isLoopback),
            settle: .seconds(endpointOptions.settle ?? (target.isLoopback ? 0 : 2)),
            concurrency: endpointOptions.concurrency,
            generatedCases: runOptions.cases,
            walkSteps: runOptions.steps,
            requestsPerSecond: endpointOptions.rate,
            stopsAtFirstFailure: runOptions.failFast,
            isThorough: runOptions.thorough,
            knownFailures: known,
            timeBudget: runOptions.timeBudget.map { .seconds($0) },
            notes: target.url.isSecure && endpointOptions.insecure ? [EndpointOptions.insecureNote] : []
        )
    }
}

extension RunSummary {
    /// The exit code when all failures have been written into the baseline.
    fileprivate var exitCodeOfKnown: Int32 {
        total.errors > 0 || notRun > 0 ? 2 : 0
    }
}
