import Foundation
import TestSupport
import Testing

/// One after the other: all at once would leave no processor to the other tests.
@Suite("A service of another habit,", .serialized)
struct ExampleServiceTests {
    @Test("has a contract that lint finds nothing in", arguments: ExampleService.all)
    func lints(service: ExampleService) async throws {
        let run = try await Program.run(["lint", service.contract])
        #expect(run.exitCode == 0, "\(run.output)\(run.error)")
    }

    @Test(
        "is served by its behaviours, and verified",
        .timeLimit(.minutes(3)),
        arguments: ExampleService.all
    )
    func serves(service: ExampleService) async throws {
        let options = ["--contracts", service.contract, "--fixture", service.fixture]
        try await MockProcess.run(options + service.serveOptions) { url in
            let run = try await VerifyRun.of(service, at: url)
            #expect(run.exitCode == 0, "\(run.output)")
            #expect(run.cases > 100)
        }
    }

    @Test(
        "is served from a file, and verified with a look into it",
        .timeLimit(.minutes(3)),
        arguments: ExampleService.all.filter { $0.name == "toolshed" }
    )
    func servesFromFile(service: ExampleService) async throws {
        let folder = try TemporaryFolder()
        let store = "sqlite:" + folder.url.appending(path: "mock.sqlite").path
        let options = ["--contracts", service.contract, "--fixture", service.fixture, "--store", store]
        try await MockProcess.run(options + service.serveOptions) { url in
            let run = try await VerifyRun.of(service, at: url, ["--state", store])
            #expect(run.exitCode == 0, "\(run.output)")
            #expect(run.output.contains("state       1 case, 1 passed"), "\(run.output)")
        }
    }

    @Test(
        "has a right implementation in Python",
        .needsPython,
        .timeLimit(.minutes(3)),
        arguments: ExampleService.all
    )
    func isImplemented(service: ExampleService) async throws {
        let run = try await Python.serve(service) { try await VerifyRun.of(service, at: $0) }
        #expect(run.exitCode == 0, "\(run.output)")
        #expect(run.cases > 100)
    }
}
