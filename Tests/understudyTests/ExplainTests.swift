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
}
