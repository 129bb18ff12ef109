import Backend
import Contracts
import Foundation
import JSON
import Lambda
import Synchronization
import Tables
import TestSupport
import Testing
import Verifier
import VerifierEvents

/// Runs the walks alone, beside the reference implementation.
private func walk(
    _ endpoint: any Endpoint,
    seed: UInt64 = 1,
    steps: Int = 120,
    strict: Bool = false,
    settle: Duration = .zero,
    concurrency: Int = 8
) async throws -> [CaseResult] {
    let contract = try Reference.contract()
    let log = EventLog()
    let tables = contract.tables.map(\.definition)
    let verifier = Verifier(
        contract: contract,
        endpoint: endpoint,
        oracle: { SupportBackend(store: InMemoryStore(tables), time: SteppingTime()) },
        options: VerifierOptions(
            isStrict: strict,
            only: ["walks model"],
            seed: seed,
            runPrefix: "run",
            settle: settle,
            concurrency: concurrency,
            walkSteps: steps
        )
    )
    _ = await verifier.run { await log.append($0) }
    return await log.results
}

extension LambdaResponse {
    /// The answer with its JSON body changed.
    fileprivate func changed(_ change: (JSONValue) -> JSONValue) -> LambdaResponse {
        guard let body = try? JSONValue(parsing: body) else { return self }
        var response = self
        response.body = change(body).serialized()
        return response
    }
}

extension JSONValue {
    /// The value with a change made to each element of a list.
    fileprivate func mapping(_ list: String, _ change: (JSONObject) -> JSONObject) -> JSONValue {
        guard var object = objectValue, let elements = object[list]?.arrayValue else { return self }
        object[list] = .array(elements.map { $0.objectValue.map { .object(change($0)) } ?? $0 })
        return .object(object)
    }
}

/// The attempts, one after the other, in which a request was refused; known by the prefix of their ids.
private final class RefusedAttempts: Sendable {
    private let state = Mutex((last: "", refused: Set<String>()))

    func noteRefusal() {
        state.withLock { _ = $0.refused.insert($0.last) }
    }

    /// Notes a request and returns whether one of its attempt was refused before.
    func note(_ text: String) -> Bool {
        state.withLock { state in
            if let found = text.firstMatch(of: /run-([0-9a-z]+)-/) { state.last = String(found.1) }
            return state.refused.contains(state.last)
        }
    }
}

@Suite("Random walks beside an oracle")
struct WalkTests {
    @Test("go on without what the endpoint refuses, once that is known, and find what else is wrong")
    func goOn() async throws {
        let backend = Reference.backend(try Reference.contract())
        let refused = RefusedAttempts()
        let endpoint = ScriptedEndpoint { request in
            let text = request.rawQuery + String(decoding: request.body, as: UTF8.self)
            let isRefused = refused.note(text)
            if text.contains("affiliate/create-link"), text.contains("@") {
                refused.noteRefusal()
                return .json(#"{"success": false, "error": "refused"}"#, status: 400)
            }
            let response = await backend.send(request)
            guard isRefused, request.reads("chat/messages") else { return response }
            return response.changed {
                $0.mapping("messages") { JSONObject($0.filter { $0.name != "is_read" }) }
            }
        }
        let failures = try await walk(endpoint, concurrency: 1).flatMap(\.failures)
        let actions = Set(failures.compactMap { $0.exchange?.action })
        #expect(actions == ["affiliate/create-link", "chat/messages"], "\(failures.map(\.summary))")
    }

    @Test("find nothing wrong with the reference implementation, whatever the seed", arguments: [1, 2, 3])
    func reference(seed: UInt64) async throws {
        let results = try await walk(
            Reference.backend(try Reference.contract()),
            seed: seed,
            steps: 120,
            strict: true
        )
        #expect(results.count == 3)
        for result in results {
            #expect(result.outcome == .passed, "\(result.identity): \(result.failures.map(\.details))")
        }
    }

    @Test("judge answers that come late and in another order as any order of the requests")
    func reordered() async throws {
        let backend = Reference.backend(try Reference.contract())
        let endpoint = ScriptedEndpoint { request in
            try? await Task.sleep(for: .microseconds(Int.random(in: 0...2000)))
            let response = await backend.send(request)
            try? await Task.sleep(for: .microseconds(Int.random(in: 0...2000)))
            return response
        }
        for result in try await walk(endpoint, seed: 4, strict: true) {
            #expect(result.outcome == .passed, "\(result.identity): \(result.failures.map(\.details))")
        }
    }

    @Test(
        "leave free what the contract leaves free: ids that are not told, another word for no link, notes not kept"
    )
    func freedoms() async throws {
        let backend = Reference.backend(try Reference.contract())
        let endpoint = ScriptedEndpoint { request in
            var response = await backend.send(request)
            if request.reads("affiliate/get-link"), response.status == 404 {
                response = .json(#"{"affiliate_link": null}"#)
            }
            return response.changed { body in
                guard var object = body.objectValue else { return body }
                object["lead_id"] = nil
                if object["conversation_id"] == nil { object["message_id"] = nil }
                object["next_cursor"] = nil
                object["more"] = "of our own"
                return JSONValue.object(object).mapping("conversations") { record in
                    var record = record
                    if let text = record["last_message"]?.stringValue {
                        record["last_message"] = .string(String(text.unicodeScalars.prefix(1)))
                    }
                    return record
                }
            }
        }
        let results = try await walk(endpoint)
        for result in results {
            #expect(result.outcome == .passed, "\(result.identity): \(result.failures.map(\.details))")
            #expect(result.warnings.isEmpty)
        }
    }

    @Test("only warn of what a SHOULD asks for, and go no further on its setup")
    func closedIsServed() async throws {
        let backend = Reference.backend(try Reference.contract())
        let endpoint = ScriptedEndpoint { request in
            let response = await backend.send(request)
            guard response.status == 409 else { return response }
            return .json(#"{"success": true, "conversation_id": "c", "message_id": "m"}"#)
        }
        let results = try await walk(endpoint, steps: 240)
        #expect(results.allSatisfy { $0.failures.isEmpty })
        let rules = Set(results.flatMap(\.warnings).map(\.rule.id))
        #expect(!rules.isEmpty && rules.isSubset(of: ["send-closed-status", "reply-closed-status"]))
    }

    @Test("wait for an index that lags behind its table")
    func lag() async throws {
        let backend = Reference.backend(try Reference.contract())
        let log = RequestLog()
        let endpoint = ScriptedEndpoint { request in
            let response = await backend.send(request)
            guard request.reads("chat/messages"), log.note(request, where: { $0 == request }) == 0 else {
                return response
            }
            return .json(#"{"messages": []}"#)
        }
        for result in try await walk(endpoint, steps: 80, settle: .seconds(2)) {
            #expect(result.outcome == .passed, "\(result.identity): \(result.failures.map(\.details))")
        }
    }
}

@Suite("A walk that shows a fault")
struct ShrinkingTests {
    /// The reference implementation, but that the third message of a user is not counted: it takes four requests to see.
    private func endpoint() throws -> ScriptedEndpoint {
        let backend = Reference.backend(try Reference.contract())
        return ScriptedEndpoint { request in
            let response = await backend.send(request)
            return response.changed { body in
                body.mapping("conversations") { record in
                    guard let count = record["unread_admin"]?.intValue, count > 2 else { return record }
                    var record = record
                    record["unread_admin"] = .number(JSONNumber(count - 1))
                    return record
                }
            }
        }
    }

    @Test("is told by no more requests than the fault needs")
    func script() async throws {
        let failures = try await walk(try endpoint(), steps: 240).flatMap(\.failures)
        let failure = try #require(failures.first)
        #expect(failure.rule.id == "model-agrees")
        #expect(failure.reproductions == Reproductions(seen: 2, attempts: 2))
        let commands = failure.script.split(separator: "\n").count { $0.contains("curl ") }
        #expect(commands <= 5, "\(failure.script)")
        #expect(failure.summary.contains("unread_admin"))
    }

    @Test("is told as a scenario that lint takes and that fails in the same way")
    func scenario() async throws {
        let failures = try await walk(try endpoint(), steps: 240).flatMap(\.failures)
        let scenario = try #require(failures.compactMap(\.scenario).first)
        let folder = FileManager.default.temporaryDirectory.appending(path: "contracts-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(
            at: URL(filePath: ProjectFolder.contracts),
            to: folder
        )
        let file = folder.appending(path: "scenarios/send/found-by-a-walk.json")
        try Data(scenario.prettyText().utf8).write(to: file)
        #expect(try Linter.lint(folder: folder.path).map(\.description) == [])
        let contract = try ContractFolder.load(folder.path)
        let name = try #require(scenario["scenario"]?.stringValue)
        let options = VerifierOptions(only: [name])
        let broken = await verify(try endpoint(), contract, options).results
        #expect(broken.flatMap(\.failures).map(\.rule.id) == ["model-agrees"])
        let right = await verify(Reference.backend(contract), contract, options).results
        #expect(right.map(\.outcome) == [.passed])
    }
}
