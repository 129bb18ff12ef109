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

/// `Contracts/README.md` shows an action that is added to the shipped service by one file.
@Suite("An action that is added to the shipped service")
struct AddedActionTests {
    private static let path = "actions/chat/reopen.json"

    /// The file that the guide shows, with a text replaced.
    private func file(_ old: String = "", _ new: String = "") throws -> String {
        let guide = URL(filePath: ProjectFolder.contracts).appending(path: "README.md")
        let page = try String(contentsOf: guide, encoding: .utf8)
        let start = try #require(page.range(of: "`\(Self.path)`\n\n```json\n"))
        let text = try #require(String(page[start.upperBound...]).components(separatedBy: "```").first)
        guard !old.isEmpty else { return text }
        try #require(text.contains(old))
        return text.replacing(old, with: new)
    }

    /// The shipped contract with the action.
    private func withFolder<Result>(_ file: String, _ body: (String) throws -> Result) throws -> Result {
        var files = try TemporaryFiles.json(in: ProjectFolder.contracts)
        files[Self.path] = file
        return try TemporaryFiles.withFolder(of: files, body)
    }

    private func contract(_ file: String) throws -> Contract {
        try withFolder(file) { try ContractFolder.load($0) }
    }

    /// Verifies an implementation of the action by the contract that the guide shows.
    private func verdict(on provider: Contract, showsFailures: Bool = false) async throws -> RunSummary {
        let contract = try contract(file())
        let endpoints = [provider, contract].map { contract in
            let program = BehaviourProgram(contract)
            return { @Sendable () -> BehaviourEndpoint in
                let time = SteppingTime()
                let store = InMemoryStore(contract.tables.map(\.definition))
                return BehaviourEndpoint(program, BehaviourEnvironment(store: store, now: { time.now() }))
            }
        }
        let verifier = Verifier(
            contract: contract,
            endpoint: endpoints[0](),
            oracle: endpoints[1],
            options: VerifierOptions(isStrict: true, only: ["chat/reopen", "model"])
        )
        return await verifier.run { event in
            guard showsFailures, case .caseFinished(let result) = event,
                case .failed(let failures) = result.outcome
            else {
                return
            }
            let texts = failures.map { "\($0.rule.id) \($0.summary) \($0.details)" }
            Issue.record("\(result.identity): \(texts.joined(separator: "; "))")
        }
    }

    @Test("is a file that lint has nothing to say about")
    func lint() throws {
        let diagnostics = try withFolder(file()) { try BehaviourLinter.lint(folder: $0).diagnostics }
        #expect(diagnostics.map(\.description) == [])
    }

    @Test("passes when it does what its file says")
    func passes() async throws {
        let summary = try await verdict(on: contract(file()), showsFailures: true)
        #expect(summary.exitCode == 0)
        #expect(summary.total.passed > 30)
    }

    @Test(
        "fails when it does not, though no line of a test was written for it",
        arguments: [
            (#""status": "open", "updated_at""#, #""updated_at""#),
            (#"{"equal": ["${conversation/status}", "closed"]}"#, "true"),
            (
                #""else": {"status": 404, "error": "there is no such conversation"}"#,
                #""else": {"status": 400}"#
            ),
        ]
    )
    func fails(old: String, new: String) async throws {
        let summary = try await verdict(on: contract(file(old, new)))
        #expect(summary.exitCode == 1)
    }
}
