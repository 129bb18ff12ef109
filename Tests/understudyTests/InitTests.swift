import Foundation
import TestSupport
import Testing

@Suite("understudy init", .timeLimit(.minutes(10)))
struct InitTests {
    @Test("replaces no file, and writes nothing where one is there")
    func present() async throws {
        let scratch = try TemporaryFolder()
        let file = scratch.url.appending(path: "understudy.json")
        try Data("{}".utf8).write(to: file)
        let result = try await Program.run(["init"], in: scratch.url)
        #expect(result.exitCode == 2)
        #expect(
            result.error.contains(
                "'understudy.json' is there already, and nothing was written; name another folder"
            )
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["understudy.json"])
    }

    @Test("writes nothing of a document with a mistake, and says where it is")
    func mistaken() async throws {
        let scratch = try TemporaryFolder()
        try Data("openapi: 3.0.0\npaths: {/a: {gte: {}}}\n".utf8).write(
            to: scratch.url.appending(path: "api.yaml")
        )
        let result = try await Program.run(["init", "--from", "api.yaml", "shop"], in: scratch.url)
        #expect(result.exitCode == 2)
        #expect(
            result.output
                == "api.yaml:2:19: error: 'gte' is no method (at /paths/~1a/gte); did you mean 'get'?\n"
        )
        #expect(result.error.contains("'api.yaml' has 1 error, so nothing was written"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["api.yaml"])
    }

    @Test("says that there is no such document")
    func missing() async throws {
        let scratch = try TemporaryFolder()
        let result = try await Program.run(["init", "--from", "none.yaml"], in: scratch.url)
        #expect(result.exitCode == 2)
        #expect(result.output.contains("none.yaml: error: the file cannot be read; check the path"))
    }
}
