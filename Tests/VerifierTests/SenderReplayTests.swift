import Behaviour
import Contracts
import Foundation
import Lambda
import Tables
import TestSupport
import Testing
import Verifier
import VerifierEvents

@Suite("A failure of a service that knows its users from tokens")
struct SenderReplayTests {
    @Test("that records of the user show has a script that writes them, as a request alone is a new user's")
    func script() async throws {
        let folder = ProjectFolder.root.appending(path: "Tests/Services/purse/contract").path
        let contract = try ContractFolder.load(folder)
        let store = InMemoryStore(contract.tables.map(\.definition))
        let backend = BehaviourEndpoint(BehaviourProgram(contract), BehaviourEnvironment(store: store))
        let endpoint = ScriptedEndpoint { request in
            var response = await backend.send(request)
            guard request.headers["X-Amz-Target"]?.hasSuffix(".ListAccounts") == true else { return response }
            let body = String(decoding: response.body, as: UTF8.self)
            response.body = Array(body.replacing(#""status":"open""#, with: #""status":"opened""#).utf8)
            return response
        }
        let tokens = BearerTokens { subject, _, _ in
            let payload = Data(#"{"sub": "\#(subject)"}"#.utf8).base64EncodedString()
            let text = payload.replacing("=", with: "").replacing("+", with: "-").replacing("/", with: "_")
            return "e30.\(text).signature"
        }
        let options = VerifierOptions(
            only: ["ListAccounts example", "ListAccounts shape"],
            tokens: tokens,
            concurrency: 1
        )
        let failures = await verify(endpoint, contract, options).results.flatMap(\.failures)
        let failure = try #require(failures.first { $0.rule.id == "success-shape" }, "\(failures)")
        let lines = failure.script.split(separator: "\n")
        #expect(lines.contains { $0.contains("Purse_20260101.CreateAccount") }, "\(failure.script)")
        #expect(lines.last?.contains("Purse_20260101.ListAccounts") == true, "\(failure.script)")
        // All requests are one user's.
        #expect(!failure.script.contains("UNDERSTUDY_TOKEN_2"), "\(failure.script)")
    }
}
