import Foundation
import TestSupport
import Testing

/// One after the other: all at once would leave no processor to the other tests.
@Suite("A service made of an OpenAPI document,", .serialized, .timeLimit(.minutes(5)))
struct ImportTests {
    @Test("is clean, keeps its records, and passes its own verification", arguments: ImportedService.all)
    func works(service: ImportedService) async throws {
        let scratch = try TemporaryFolder()
        let (folder, output) = try await service.made(in: scratch)
        #expect(!output.contains("has no example"), "\(output)")
        let lint = try await Program.run(["lint"], in: folder)
        #expect(lint.exitCode == 0)
        #expect(lint.output.contains(": 0 errors, 0 warnings"), "\(lint.output)")
        let contracts = ["--contracts", folder.appending(path: "Contracts").path]
        try await MockProcess.run(exactly: ["serve", "--port", "0", "--quiet"] + contracts) { url in
            try await service.live(at: url)
            let less = service.name == "things" ? ["--cases", "0", "--steps", "200"] : []
            let verify = try await Program.run(
                ["verify", "--strict", "--endpoint", url] + contracts + less,
                in: scratch.url
            )
            #expect(verify.exitCode == 0, "\(verify.output.suffix(4_000))")
        }
    }

    @Test("has fixtures that load, and can have larger ones", arguments: ["petshop", "projects"])
    func fixtures(name: String) async throws {
        let scratch = try TemporaryFolder()
        let service = try #require(ImportedService.all.first { $0.name == name })
        let (folder, _) = try await service.made(in: scratch)
        let generated = try await Program.run(
            ["fixture", "generate", "--items", "50", "--seed", "2", "--output", "Fixtures/large.json"],
            in: folder
        )
        #expect(generated.exitCode == 0, "\(generated.output)\(generated.error)")
        for fixture in ["empty", "example", "large"] {
            let validated = try await Program.run(
                ["fixture", "validate", "Fixtures/\(fixture).json"],
                in: folder
            )
            #expect(validated.exitCode == 0, "\(validated.output)")
        }
        let lint = try await Program.run(["lint"], in: folder)
        #expect(lint.output.contains("with 3 fixtures: 0 errors, 0 warnings"), "\(lint.output)")
    }
}
