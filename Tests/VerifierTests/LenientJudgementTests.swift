import Backend
import Contracts
import JSON
import Lambda
import Testing
import Verifier
import VerifierEvents

@Suite("An answer that the contract leaves free")
struct LenientJudgementTests {
    @Test("to an action that is null, or empty in a body, is any refusal", arguments: [400, 404, 405])
    func nullAction(status: Int) async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let endpoint = ScriptedEndpoint { request in
            let action = (try? JSONValue(parsing: request.body))?["action"]
            guard action == JSONValue.null || action == "" else { return await backend.send(request) }
            return .json(#"{"error": "no such action"}"#, status: status)
        }
        let options = VerifierOptions(
            isStrict: true,
            only: ["action is null", "empty action", "without an action"]
        )
        let results = await verify(endpoint, contract, options).results
        #expect(results.count > 5 && results.flatMap(\.failures).map(\.summary) == [])
        let served = ScriptedEndpoint { _ in .json("{}") }
        #expect(await verify(served, contract, options).results.allSatisfy(\.isFailed))
    }

    @Test("without an ETag exposes none, and one with it has to", arguments: [false, true])
    func exposure(hasTag: Bool) async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let endpoint = ScriptedEndpoint { request in
            var response = await backend.send(request)
            response.headers["Access-Control-Expose-Headers"] = nil
            response.headers["ETag"] = hasTag ? "\"1\"" : nil
            return response
        }
        let options = VerifierOptions(isStrict: true, only: ["exposes its ETag"])
        let result = try #require(await verify(endpoint, contract, options).results.first)
        #expect(result.failures.map(\.rule.id) == (hasTag ? ["exposes-etag"] : []))
        if !hasTag { #expect(result.outcome == .skipped("the endpoint sends no ETag")) }
    }
}
