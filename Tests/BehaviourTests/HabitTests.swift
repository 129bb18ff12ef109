import Backend
import Behaviour
import Contracts
import Foundation
import JSON
import Tables
import TestSupport
import Testing
import Verifier
import VerifierEvents

/// The contract folders in `Habits` are as small as they can be; each has one habit that the shipped service does not have.
@Suite("A small service of another habit")
struct HabitTests {
    /// A contract folder, and a change of its behaviours that is a mistake.
    struct Habit: Sendable, CustomTestStringConvertible {
        let name: String
        /// The file of the mistake.
        let file: String
        let right: String
        let wrong: String

        var testDescription: String { name }
    }

    static let all = [
        Habit(
            name: "singleton",
            file: "actions/set.json",
            right: #""text": "${text}", "#,
            wrong: #""text": {"$prefix": "${text}", "characters": 30}, "#
        ),
        Habit(
            name: "operation-member",
            file: "actions/countUp.json",
            right: #"{"update": "counter", "add": {"value": {"$first": ["${by}", 1]}}}"#,
            wrong: #"{"update": "counter", "add": {"value": 1}}"#
        ),
        Habit(
            name: "text-body",
            file: "actions/store.json",
            right: #"{"text": "${text}", "#,
            wrong: #"{"text": {"$prefix": "${text}", "characters": 30}, "#
        ),
        Habit(
            name: "comma-arrays",
            file: "actions/mix.json",
            right: #""weights": "${weights}", "labels""#,
            wrong: #""weights": [100], "labels""#
        ),
        Habit(
            name: "quiet-writes",
            file: "actions/Remove.json",
            right: #"{"delete": "switch"}"#,
            wrong: #"{"update": "switch", "set": {"on": false}}"#
        ),
        Habit(
            name: "problem-details",
            file: "actions/book.json",
            right: #""as": "booking","#,
            wrong: #""as": "booking", "replace": true,"#
        ),
    ]

    private static let folder = ProjectFolder.root.appending(path: "Tests/BehaviourTests/Habits")

    /// The files of a contract folder, with the mistake or without.
    private func files(_ habit: Habit, isWrong: Bool) throws -> [String: String] {
        var files = try TemporaryFiles.json(in: Self.folder.appending(path: habit.name).path)
        if isWrong {
            try #require(files[habit.file]?.contains(habit.right) == true)
            files[habit.file] = files[habit.file]?.replacing(habit.right, with: habit.wrong)
        }
        return files
    }

    /// Verifies the service as its folder describes it, by the right folder.
    private func verdict(on habit: Habit, isWrong: Bool) async throws -> (
        summary: RunSummary, log: [CaseResult]
    ) {
        let contracts = try [isWrong, false].map { isWrong in
            try TemporaryFiles.withFolder(of: files(habit, isWrong: isWrong)) { try ContractFolder.load($0) }
        }
        let endpoints = contracts.map { contract in
            let program = BehaviourProgram(contract)
            return { @Sendable () -> BehaviourEndpoint in
                let time = SteppingTime()
                let store = InMemoryStore(contract.tables.map(\.definition))
                return BehaviourEndpoint(program, BehaviourEnvironment(store: store, now: { time.now() }))
            }
        }
        let verifier = Verifier(
            contract: contracts[1],
            endpoint: endpoints[0](),
            oracle: endpoints[1],
            options: VerifierOptions(isStrict: true)
        )
        let log = EventLog()
        let summary = await verifier.run { await log.append($0) }
        return (summary, await log.results)
    }

    @Test("has a contract that lint finds nothing in", arguments: all)
    func lints(habit: Habit) throws {
        let folder = Self.folder.appending(path: habit.name).path
        #expect(try BehaviourLinter.lint(folder: folder).diagnostics.map(\.description) == [])
    }

    @Test("passes under --strict when it does what its behaviours say", arguments: all)
    func passes(habit: Habit) async throws {
        let (summary, log) = try await verdict(on: habit, isWrong: false)
        for result in log {
            switch result.outcome {
            case .passed: #expect(result.warnings.isEmpty, "\(result.identity)")
            default: Issue.record("\(result.identity): \(result.outcome)")
            }
        }
        #expect(summary.exitCode == 0)
        #expect(summary.total.passed > 40)
    }

    @Test("fails when one of its behaviours does something else", arguments: all)
    func fails(habit: Habit) async throws {
        let (summary, _) = try await verdict(on: habit, isWrong: true)
        #expect(summary.exitCode == 1)
    }
}
