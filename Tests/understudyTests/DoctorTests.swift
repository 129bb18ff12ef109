import Foundation
import JSON
import TestSupport
import Testing

@Suite("The doctor", .timeLimit(.minutes(5)))
struct DoctorTests {
    @Test("finds nothing in the fixtures of the project")
    func clean() async throws {
        let result = try await Program.run(["doctor", "demo", "empty"])
        #expect(result.exitCode == 0)
        #expect(result.output.contains("0 of 42 records are broken"), "\(result.output)")
    }

    @Test("names a broken record by its key, and says what would mend it")
    func broken() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "broken.json")
        let ghost = #"{"affiliate_id": "ghost", "clicks": 3}"#
        let lonely = #"{"message_id": "m", "conversation_id": "none", "message_text": "x"}"#
        try Data(#"{"tables": {"AffiliateLinks": [\#(ghost)], "Messages": [\#(lonely)]}}"#.utf8).write(
            to: file
        )
        let result = try await Program.run(["doctor", file.path])
        #expect(result.exitCode == 1)
        #expect(
            result.output.contains(
                """
                AffiliateLinks {"affiliate_id":"ghost"}
                  has nothing but 'clicks': an update without a condition has made it; delete it, and let updates require \
                that the record exists
                """
            ),
            "\(result.output)"
        )
        #expect(result.output.contains("no item of Conversations has the conversation_id \"none\""))
        #expect(result.output.contains("2 of 2 records are broken"))
    }

    @Test("asks for something to examine, and says when it is not there")
    func usage() async throws {
        #expect(try await Program.run(["doctor"]).exitCode == 64)
        #expect(try await Program.run(["doctor", "--store", "memory"]).exitCode == 64)
        let missing = try await Program.run(["doctor", "--store", "sqlite:/nowhere/none.sqlite"])
        #expect(missing.exitCode == 2)
        #expect(missing.error.contains("cannot be opened"))
    }
}
