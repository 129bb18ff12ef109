import ArgumentParser
import Contracts
import Faults
import Foundation
import JSON
import Reports
import Verifier
import VerifierEvents

/// Scores the verifier: the faults of the catalogue that it finds, the requests that it needs, and its false alarms.
@main
struct Score: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "understudy-score",
        abstract: "Plays the verifier in process against every fault of the catalogue.",
        discussion: """
            Exit code 1 when a fault that always shows was missed under one of the seeds, or when the reference \
            implementation itself was blamed for anything; 2 when the contract folder or the JSON file is of no use.
            """
    )

    @Option(name: .customLong("seed"), help: "A seed to run every fault with; may be given more than once.")
    var seeds: [UInt64] = []

    @Option(help: "Only faults whose suite and name have this text in them; may be given more than once.")
    var only: [String] = []

    @Option(help: "Requests to produce from each action's schema.")
    var cases = VerifierOptions().generatedCases

    @Option(help: "Steps of all model walks of a run together.")
    var steps = VerifierOptions().walkSteps

    @Flag(
        help: "End each run at its first failure: quick, but no telling which other kinds would have seen it."
    )
    var failFast = false

    @Option(help: "How many runs are made at the same time.")
    var jobs = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "How many runs against the reference implementation, each with a seed of its own.")
    var falseAlarmRuns = 3

    @Option(help: "The contract folder.")
    var contracts = "Contracts"

    @Option(help: "A file to write the same figures to as JSON.")
    var json: String?

    @Option(
        help: "Score the causes instead: of runs against so many faults at once; may be given more than once."
    )
    var together: [Int] = []

    @Flag(help: "Play the cases that known causes decide as well.")
    var thorough = false

    @Flag(help: "Print the causes of every fault alone, as a report has them, and those of each set.")
    var causes = false

    @Option(help: "How many sets of faults are drawn for each number.")
    var sets = 50

    @Option(help: "A folder that keeps the results of runs, and from which they are read again.")
    var recordings: String?

    @Option(help: "A file to write the HTML report of a run against the last set of faults to.")
    var html: String?

    func validate() throws {
        guard jobs > 0 else { throw ValidationError("--jobs must be at least 1") }
        guard cases >= 0 else { throw ValidationError("--cases must not be negative") }
        guard steps >= 0 else { throw ValidationError("--steps must not be negative") }
        guard html == nil || together.contains(where: { $0 > 1 }) else {
            throw ValidationError("--html needs --together with a number over 1")
        }
        guard falseAlarmRuns >= 0 else { throw ValidationError("--false-alarm-runs must not be negative") }
    }

    func run() async throws {
        let contract: Contract
        do { contract = try ContractFolder.load(contracts) } catch {
            throw Self.unusable("the contract folder '\(contracts)' cannot be read: \(error)")
        }
        let faults = Catalogue.faults.filter { fault in
            only.isEmpty || only.contains { fault.description.localizedCaseInsensitiveContains($0) }
        }
        guard !faults.isEmpty else {
            throw Self.unusable(
                "no fault has '\(only.joined(separator: "' or '"))' in its name; try a shorter --only"
            )
        }
        // Before the runs, which take minutes.
        if let json, !FileManager.default.createFile(atPath: json, contents: nil) {
            throw Self.unusable("'\(json)' cannot be written; give --json a path in a folder that is there")
        }
        let runner = FaultRunner(
            contract: contract,
            cases: cases,
            steps: steps,
            isFailFast: failFast,
            isThorough: thorough
        )
        if !together.isEmpty { return try await scoreCauses(of: faults, runner) }
        let board = await ScoreBoard(
            seeds: seeds.isEmpty ? [1] : seeds,
            faults: faults,
            falseAlarmRuns: falseAlarmRuns,
            jobs: jobs,
            runner: runner
        )
        print(board.table)
        if let json { try Data(board.json.prettyText().utf8).write(to: URL(filePath: json)) }
        if !board.isGood { throw ExitCode(1) }
    }

    private func scoreCauses(of faults: [Fault], _ runner: FaultRunner) async throws {
        if let recordings {
            try FileManager.default.createDirectory(atPath: recordings, withIntermediateDirectories: true)
        }
        let kept = Recordings(folder: recordings, runner: runner)
        let seed = seeds.first ?? 1
        let steady = faults.filter { !$0.isIntermittent }
        let alone = await AloneScore(steady, seed: seed, jobs: jobs, recordings: kept)
        for line in causes ? alone.lines + alone.texts : alone.lines { print(line) }
        var drawn = FaultSets(steady.filter { alone.byName[$0.description]?.isEmpty == false }, seed: seed)
        var last: [Fault] = []
        for size in together where size > 1 {
            let sets = drawn.draw(sets, of: size)
            last = sets.last ?? last
            let score = await TogetherScore(
                size: size,
                sets: sets,
                seed: seed,
                jobs: jobs,
                alone: alone.byName,
                recordings: kept
            )
            for line in causes ? score.lines + score.texts : score.lines { print(line) }
        }
        if let html {
            let report = HTMLReport(await runner.report(last, seed: seed))
            try Data(report.bytes).write(to: URL(filePath: html))
        }
    }

    private static func unusable(_ text: String) -> any Error {
        FileHandle.standardError.write(Data("Error: \(text)\n".utf8))
        return ExitCode(2)
    }
}
