import Backend
import Contracts
import JSON
import Lambda
import Tables
import Testing
import Verifier
import VerifierEvents

@Suite("Generated requests")
struct GeneratedTests {
    /// The reference implementation, whose answer to a body is changed.
    private static func endpoint(
        _ contract: Contract,
        _ change: @escaping @Sendable (JSONValue) -> (request: JSONValue, status: Int?)
    ) -> ScriptedEndpoint {
        let backend = Reference.backend(contract)
        return ScriptedEndpoint { request in
            guard let body = try? JSONValue(parsing: request.body) else { return await backend.send(request) }
            let (changed, status) = change(body)
            if let status { return .json(#"{"success": false, "error": "broken"}"#, status: status) }
            var request = request
            request.body = changed.serialized()
            return await backend.send(request)
        }
    }

    private static func failures(
        _ endpoint: any Endpoint,
        _ contract: Contract,
        _ action: String,
        seed: UInt64 = 1
    ) async -> [(name: String, failure: Failure)] {
        let options = VerifierOptions(only: ["\(action) generated: *"], seed: seed, generatedCases: 20)
        let (_, results) = await verify(endpoint, contract, options)
        return results.flatMap { result in
            guard case .failed(let failures) = result.outcome else { return [(String, Failure)]() }
            return failures.map { (result.identity.name, $0) }
        }
    }

    @Test(
        "read what was written off no prefix of it, wherever in a list of equal times it stands",
        arguments: 1...3
    )
    func prefixes(seed: UInt64) async throws {
        let contract = try Reference.contract()
        let backend = SupportBackend(
            store: InMemoryStore(contract.tables.map(\.definition)),
            time: StillTime()
        )
        let endpoint = ScriptedEndpoint { request in
            var response = await backend.send(request)
            guard request.reads("chat/conversations"),
                var body = (try? JSONValue(parsing: response.body))?.objectValue,
                let records = body["conversations"]?.arrayValue
            else { return response }
            body["conversations"] = .array(records.reversed())
            response.body = JSONValue.object(body).serialized()
            return response
        }
        let options = VerifierOptions(only: ["chat/send generated"], seed: seed)
        let (_, results) = await verify(endpoint, contract, options)
        #expect(!results.isEmpty && results.flatMap(\.failures).map(\.summary) == [])
    }

    @Test("find a text that is cut, and the shortest one that shows it")
    func cutTexts() async throws {
        let contract = try Reference.contract()
        let endpoint = Self.endpoint(contract) { body in
            guard body["action"] == "chat/send", let text = body["message"]?.stringValue else {
                return (body, nil)
            }
            let cut = String(text.prefix(2_000))
            return (body.replacing(at: JSONPointer(tokens: ["message"]), with: .string(cut)), nil)
        }
        let failures = await Self.failures(endpoint, contract, "chat/send")
        let kept = try #require(failures.first { $0.failure.rule.id == "generated-kept" })
        #expect(kept.name == "message at its edges")
        // The whole text has 97,499 letters.
        #expect(kept.failure.script.utf8.count < 8_000)
        #expect(kept.failure.script.contains(String(repeating: "a", count: 2_000)))
    }

    @Test("find letters that are refused")
    func refusedLetters() async throws {
        let contract = try Reference.contract()
        let endpoint = Self.endpoint(contract) { body in
            let text = body["admin_notes"]?.stringValue ?? ""
            return (body, text.unicodeScalars.contains { $0.value > 0xFFFF } ? 400 : nil)
        }
        let failures = await Self.failures(endpoint, contract, "admin/approve-lead")
        #expect(
            failures.contains {
                $0.failure.rule.id == "generated-served" && $0.name == "admin_notes at its edges"
            }
        )
    }

    @Test("find a broken request that is served")
    func servedBroken() async throws {
        let contract = try Reference.contract()
        let endpoint = Self.endpoint(contract) { body in
            guard let amount = body["commission_amount"]?.numberValue, amount > 1_000_000_000_000,
                amount < 1_000_000_000_002
            else { return (body, nil) }
            return (body.replacing(at: JSONPointer(tokens: ["commission_amount"]), with: 1), nil)
        }
        let failures = await Self.failures(endpoint, contract, "admin/approve-lead")
        #expect(failures.map(\.failure.rule.id) == ["generated-refused"])
        #expect(failures.map(\.name) == ["each keyword broken"])
    }

    @Test("are the same for the same seed, and others for another")
    func sameSeed() async throws {
        let contract = try Reference.contract()
        func bodies(_ seed: UInt64) async -> [[UInt8]] {
            let log = RequestLog()
            let backend = Reference.backend(contract)
            let endpoint = ScriptedEndpoint { request in
                log.note(request)
                return await backend.send(request)
            }
            let options = VerifierOptions(
                only: ["affiliate/create-link generated: random*"],
                seed: seed,
                runPrefix: "run",
                concurrency: 1,
                generatedCases: 10
            )
            _ = await verify(endpoint, contract, options)
            return log.requests.map(\.body)
        }
        let first = await bodies(3)
        #expect(first.count > 10)
        #expect(await bodies(3) == first)
        #expect(await bodies(4) != first)
    }

    @Test("are none where none are wanted")
    func none() async throws {
        let contract = try Reference.contract()
        let verifier = Verifier(
            contract: contract,
            endpoint: Reference.backend(contract),
            options: VerifierOptions(generatedCases: 0)
        )
        #expect(!verifier.cases.contains { $0.kind == .generated })
    }
}

/// A clock that stands still.
private struct StillTime: TimeSource {
    func now() -> Int { 1_767_225_600_000 }
}
