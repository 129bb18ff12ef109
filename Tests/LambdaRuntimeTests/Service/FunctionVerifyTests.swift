import Foundation
import JSON
import Lambda
import TestServer
import TestSupport
import Testing

/// The whole verifier over a gateway that makes events of its requests, as a Function URL does.
@Suite("The program as a Lambda function, verified,", .serialized, .timeLimit(.minutes(10)))
struct FunctionVerifyTests {
    @Test("keeps the contract of the shipped service", arguments: ["memory", "sqlite"])
    func verifies(store: String) async throws {
        let folder = try TemporaryFolder()
        let option = store == "memory" ? store : "sqlite:" + folder.url.appending(path: "records.sqlite").path
        try await FunctionProcess.run(["lambda", "--contracts", "Contracts", "--store", option]) {
            function async throws in
            let gateway = FunctionGateway(api: function.api)
            try await EndpointServer.run(gateway) { _, port in
                let run = try await Program.run([
                    "verify", "--contracts", "Contracts", "--endpoint", "http://127.0.0.1:\(port)/",
                    "--strict",
                    "--seed", "1",
                ])
                #expect(run.exitCode == 0, "\(run.output)\(run.error)")
                #expect(run.output.contains("The contract holds"))
            }
            #expect(try function.log().allSatisfy { $0["level"] != "ERROR" })
        }
    }
}
