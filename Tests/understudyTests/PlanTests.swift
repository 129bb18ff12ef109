import Foundation
import JSON
import TestSupport
import Testing

@Suite("The plan command", .timeLimit(.minutes(10)))
struct PlanTests {
    @Test("prints what a service of a size needs, and writes the same as JSON")
    func prints() async throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "plan.json")
        let run = try await Program.run([
            "plan", "--users", "100000", "--poll", "10s", "--population", "admin=50", "--json", file.path,
        ])
        #expect(run.exitCode == 0 && run.error.isEmpty)
        #expect(
            run.output.hasPrefix("support-and-affiliates for 100,000 users, 50 admins, 10,000 affiliates\n")
        )
        #expect(run.output.contains("ConversationStatusIndex status=\"open\""))
        #expect(run.output.contains("USD a month"))
        let json = try JSONValue(parsing: Array(try Data(contentsOf: file)))
        #expect(json["population"]?["admin"]?.intValue == 50)
        #expect(json["actions"]?.arrayValue?.count == 13)
    }

    @Test(
        "says in a line what is wrong with its arguments",
        arguments: [
            (["--users", "0"], 64, "use --users 100000"), (["--poll", "soon"], 64, "--poll"),
            (["--population", "admin"], 64, "--population"),
            (["--population", "admins=3"], 2, "did you mean 'admin'?"),
            (["--fixture", "none"], 2, "'none'"),
            (["--fixture", "empty"], 2, "the fixture cannot be used"),
            (["--json", "/proc/none/plan.json"], 2, "/proc/none/plan.json: cannot be written"),
        ] as [([String], Int32, String)]
    )
    func refuses(arguments: [String], exitCode: Int32, part: String) async throws {
        let run = try await Program.run(["plan"] + arguments)
        #expect(run.exitCode == exitCode)
        #expect(run.error.contains(part), "\(run.error)")
        #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
    }
}
