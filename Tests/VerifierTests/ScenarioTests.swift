import Backend
import Conformance
import Contracts
import JSON
import Lambda
import Tables
import Testing
import Verifier
import VerifierEvents

@Suite("A scenario")
struct ScenarioTests {
    @Test(
        "says of an answer that is no JSON that it is none, and where, and not that something is not in it",
        arguments: ["<html>busy</html>", #"{"leads": [}"#, ""]
    )
    func noJSON(body: String) async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let endpoint = ScriptedEndpoint { request in
            request.reads("admin/leads") ? .json(body) : await backend.send(request)
        }
        let options = VerifierOptions(only: ["admin/leads scenario", "affiliate/submit-lead scenario"])
        let failures = await verify(endpoint, contract, options).results.flatMap(\.failures)
        #expect(failures.count > 5)
        for failure in failures {
            #expect(!failure.summary.contains("there is no"), "\(failure.summary)")
            #expect(failure.deviations.map(\.kind) == [.syntax])
            let line = failure.deviations.first?.line ?? ""
            #expect(line.contains("is not: 1:") || line.contains("no JSON (1:"), "\(line)")
        }
    }

    @Test(
        "looks for what a write left behind that was refused, but not as it should be",
        arguments: [false, true]
    )
    func leftBehind(isKept: Bool) async throws {
        let contract = try Reference.contract()
        let store = InMemoryStore(contract.tables.map(\.definition))
        let backend = SupportBackend(store: store, time: SteppingTime())
        let endpoint = ScriptedEndpoint { request in
            let body = try? JSONValue(parsing: request.body)
            let response = await backend.send(request)
            guard body?["action"] == "chat/reply", response.status == 404,
                let id = body?["conversation_id"]?.stringValue, let text = body?["message"]
            else { return response }
            let message: JSONObject = [
                "conversation_id": .string(id), "message_id": "m-1", "sender_id": "a", "sender_type": "admin",
                "message_text": text, "created_at": 1_767_225_600_000, "is_read": false,
            ]
            if isKept { try? await store.transact([.put(message, in: "Messages")]) }
            return .json(#"{"error": "the conversation could not be changed"}"#, status: 500)
        }
        let options = VerifierOptions(only: ["a reply to an unknown conversation leaves nothing"])
        let rules = await verify(endpoint, contract, options).results.flatMap(\.failures).map(\.rule.id)
        #expect(rules.contains("reply-unknown-refused"))
        #expect(rules.contains("reply-unknown-leaves-nothing") == isKept, "\(rules)")
    }

    @Test(
        "tells a record or a member that is missing, though a later expectation has no value to compare with then",
        arguments: ["conversations", "updated_at"]
    )
    func missingCapture(missing: String) async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let endpoint = ScriptedEndpoint { request in
            let response = await backend.send(request)
            guard request.reads("chat/conversations"),
                var body = try? JSONValue(parsing: response.body).objectValue,
                var list = body["conversations"]?.arrayValue,
                let place = list.firstIndex(where: { $0["last_message"] == "First again" }),
                var conversation = list[place].objectValue
            else { return response }
            list.remove(at: place)
            conversation["updated_at"] = nil
            if missing == "updated_at" { list.insert(.object(conversation), at: place) }
            body["conversations"] = .array(list)
            return .json(JSONValue.object(body).compactText)
        }
        let options = VerifierOptions(only: [
            "chat/conversations scenario: a user's conversations, the newest first"
        ])
        let results = await verify(endpoint, contract, options).results
        #expect(results.count == 1)
        let failures = results.flatMap(\.failures)
        let summaries = failures.map(\.summary).joined(separator: "\n")
        #expect(summaries.contains(missing == "conversations" ? "3 elements" : "updated_at"), "\(results)")
    }

    @Test("tells a record that is there though none is expected")
    func unexpectedRecord() async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let endpoint = ScriptedEndpoint { request in
            var request = request
            if request.reads("admin/leads") {
                request.rawQuery = request.rawQuery.split(separator: "&").filter { !$0.hasPrefix("status=") }
                    .joined(separator: "&")
            }
            return await backend.send(request)
        }
        let options = VerifierOptions(only: ["admin/leads scenario: leads are filtered by status"])
        let summaries = await verify(endpoint, contract, options).results.flatMap(\.failures).map(\.summary)
        #expect(
            summaries.contains { $0.contains("1 records at") && $0.contains("instead of 0") },
            "\(summaries)"
        )
    }
}
