import Backend
import Contracts
import JSON
import Lambda
import Testing

@testable import Verifier
import VerifierEvents

@Suite("The script of a case")
struct ScriptNeedsTests {
    /// Returns the script of the first failure by a rule, with the methods and actions of its requests.
    private func script(
        of rule: String,
        _ endpoint: any Endpoint,
        _ options: VerifierOptions
    ) async throws -> String {
        let results = await verify(endpoint, try Reference.contract(), options).results
        let failure = results.flatMap(\.failures).first { $0.rule.id == rule }
        return try #require(failure?.script, "\(results.flatMap(\.failures).map(\.summary))")
    }

    @Test("shows a value before the write that should have left it, and not only afterwards")
    func before() async throws {
        let backend = Reference.backend(try Reference.contract())
        let marked = RequestLog()
        let endpoint = ScriptedEndpoint { request in
            let sent = try? JSONValue(parsing: request.body)
            if sent?["action"] == "chat/mark-read", let id = sent?["conversation_id"]?.stringValue {
                marked.note(LambdaRequest(method: id))
            }
            var response = await backend.send(request)
            let body = String(decoding: response.body, as: UTF8.self)
            guard request.reads("chat/conversations"),
                marked.requests.contains(where: { body.contains($0.method) })
            else { return response }
            response.body = Array(
                body.replacing(#/"updated_at":\d+/#, with: #""updated_at":4102444800000"#).utf8
            )
            return response
        }
        let script = try await script(
            of: "mark-read-updated-at",
            endpoint,
            VerifierOptions(only: ["a closed conversation can still be marked read"], concurrency: 1)
        )
        let requests = script.matches(of: #/chat(?:/|%2F)(close|mark-read|conversations)/#).map {
            String($0.output.1)
        }
        #expect(
            requests == ["close", "conversations", "mark-read", "mark-read", "conversations"],
            "\(script)"
        )
    }

    @Test("writes the records itself that a list has to have before it shows the failure")
    func others() async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        // What other cases have left behind.
        for number in 1...5 {
            _ = await backend.send(
                LambdaRequest(
                    method: "POST",
                    body: Array(
                        #"{"action":"chat/send","user_id":"u\#(number)","store_url":"s","message":"Hi"}"#.utf8
                    )
                )
            )
        }
        let endpoint = ScriptedEndpoint { request in
            var request = request
            if request.reads("admin/conversations") {
                request.rawQuery = request.rawQuery.replacing(#/&limit=\d+/#, with: "")
            }
            return await backend.send(request)
        }
        let script = try await script(
            of: "admin-conversations-newest-of-all",
            endpoint,
            VerifierOptions(only: ["the desk's limit leaves the newest"], concurrency: 1)
        )
        #expect(script.hasPrefix("endpoint="), "\(script)")
        // One more than the two conversations of the case.
        #expect(script.matches(of: #/"store_url"/#).count == 3, "\(script)")
    }
}
