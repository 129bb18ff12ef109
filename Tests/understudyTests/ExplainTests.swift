import Foundation
import Testing
import TestSupport

@Suite("The command explain")
struct ExplainTests {
    @Test("explains the actions that are named, and all without a name")
    func explains() async throws {
        let one = try await Program.run(["explain", "chat/send"])
        #expect(one.exitCode == 0, "\(one.error)")
        #expect(one.output.contains("chat/send (POST): A user writes"))
        #expect(one.output.contains("by the key of Conversations"))
        let all = try await Program.run(["explain"])
        #expect(all.output.contains("chat/send (POST)") && all.output.contains("affiliate/stats (GET)"))
    }

    @Test("names the action that was probably meant")
    func unknown() async throws {
        let result = try await Program.run(["explain", "chat/sendd"])
        #expect(result.exitCode == 2)
        #expect(result.error.contains("unknown action 'chat/sendd'; did you mean 'chat/send'?"))
    }

    /// A report in the repository with two causes.
    private static let report = Program.root.appending(path: "Tests/ReportsTests/Golden/report.json").path

    @Test("lists the causes of a report")
    func causes() async throws {
        let result = try await Program.run(["explain", "--json", Self.report])
        #expect(result.exitCode == 0, "\(result.error)")
        #expect(result.output.contains("1. chat/send serves an unknown conversation"))
        #expect(result.output.contains("1 case; wrong refusal [not-refused:chat/send:]"))
        #expect(result.output.contains("2. an unknown action is answered 400 instead of 404"))
    }

    @Test(
        "explains a cause of a report by number and by identity",
        arguments: ["1", "not-refused:chat/send:"]
    )
    func cause(name: String) async throws {
        let result = try await Program.run(["explain", "--json", Self.report, name])
        #expect(result.exitCode == 0, "\(result.error)")
        #expect(result.output.contains("Cause 1: chat/send serves an unknown conversation"))
        #expect(result.output.contains("MUST send-unknown-conversation"))
        #expect(result.output.contains("It explains 1 case:"))
        #expect(result.output.contains("the contract"))
        #expect(result.output.contains("to see it:"))
    }

    @Test("explains a case of a report")
    func explainsCase() async throws {
        let name = "transport protocol: an unknown action"
        let result = try await Program.run(["explain", "--json", Self.report, name])
        #expect(result.exitCode == 0, "\(result.error)")
        #expect(result.output.contains("\(name): "))
        #expect(result.output.contains("SHOULD unknown-action-404"))
        #expect(result.output.contains("cause 2: an unknown action is answered 400 instead of 404"))
    }

    @Test("says what a report does not have, and what is no report")
    func unknownCause() async throws {
        let unknown = try await Program.run(["explain", "--json", Self.report, "not-refused:chat/sent:"])
        #expect(unknown.exitCode == 2)
        #expect(
            unknown.error.contains(
                "there is no cause and no case 'not-refused:chat/sent:'; did you mean 'not-refused:chat/send:'?"
            )
        )
        let path = Program.root.appending(path: "Contracts/service.json").path
        let other = try await Program.run(["explain", "--json", path, "1"])
        #expect(other.exitCode == 2)
        #expect(other.error.contains("is no report of a run; write one with 'verify --json"))
    }
}
