import Backend
import Contracts
import Lambda
import Testing
import Verifier

@Suite("The verifier against endpoints that misbehave")
struct HostileEndpointTests {
    @Test("finds fault with every action of an endpoint that answers garbage", arguments: [200, 404, 500])
    func garbage(status: Int) async throws {
        let contract = try Reference.contract()
        let endpoint = ScriptedEndpoint { _ in
            LambdaResponse(status: status, headers: ["Content-Type": "text/html"], body: Array("<html>".utf8))
        }
        let (summary, results) = await verify(
            endpoint,
            contract,
            VerifierOptions(only: ["example", "shape"])
        )
        let failed = Set(results.filter(\.isFailed).map(\.identity.suite))
        #expect(failed.isSuperset(of: contract.actions.map(\.name)))
        #expect(summary.exitCode == 1)
    }

    @Test(
        "names the rule that an answer breaks",
        arguments: [
            (
                "cors-one-origin",
                [("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Origin", "*")], "{}"
            ),
            ("cors-one-origin", [], "{}"),
            (
                "success-content-type",
                [("Content-Type", "text/plain"), ("Access-Control-Allow-Origin", "*")], "{}"
            ),
            ("conversations-answers", [("Access-Control-Allow-Origin", "*")], #"{"conversations": 5}"#),
            (
                "integers-exact", [("Access-Control-Allow-Origin", "*")],
                #"""
                {"conversations": [{"conversation_id": "c", "user_id": "u", "store_url": "s", "status": "open",
                "created_at": 1767225600000.5, "updated_at": 1767225600001, "last_message": "m", "unread_admin": 1,
                "unread_user": 0}]}
                """#
            ),
            (
                "conversations-newest-first", [("Access-Control-Allow-Origin", "*")],
                #"""
                {"conversations": [{"conversation_id": "c", "user_id": "u", "store_url": "s", "status": "open",
                "created_at": 1767225600000, "updated_at": 1767225600001, "last_message": "m", "unread_admin": 1,
                "unread_user": 0}, {"conversation_id": "d", "user_id": "u", "store_url": "s", "status": "open",
                "created_at": 1767225600000, "updated_at": 1767225600002, "last_message": "m", "unread_admin": 1,
                "unread_user": 0}]}
                """#
            ),
        ]
    )
    func everyAnswer(rule: String, headers: [(String, String)], body: String) async throws {
        let fields = HeaderFields(headers.map { HeaderField($0.0, $0.1) })
        let endpoint = ScriptedEndpoint { _ in
            var fields = fields
            if fields["Content-Type"] == nil { fields["Content-Type"] = "application/json" }
            return LambdaResponse(status: 200, headers: fields, body: Array(body.utf8))
        }
        let (_, results) = await verify(
            endpoint,
            try Reference.contract(),
            VerifierOptions(only: ["chat/conversations", "every answer"])
        )
        #expect(results.flatMap(\.failures).contains { $0.rule.id == rule })
    }

    @Test(
        "finds a stack trace in a failure",
        arguments: [
            #"{"error": "x", "stack": "Error: x\n    at handler (/var/task/index.js:1:2)"}"#,
            #"{"error": "Traceback (most recent call last): ..."}"#,
        ]
    )
    func stackTrace(body: String) async throws {
        let (_, results) = await verify(
            ScriptedEndpoint { _ in .json(body, status: 400) },
            try Reference.contract(),
            VerifierOptions(only: ["chat/send"])
        )
        #expect(results.flatMap(\.failures).contains { $0.rule.id == "no-stack-trace" })
    }

    @Test("stops at the first contact when nobody is there, and exits with 2")
    func unreachable() async throws {
        let log = RequestLog()
        let endpoint = ScriptedEndpoint { (request) throws(EndpointError) in
            log.note(request)
            throw .unreachable(reason: "connection refused")
        }
        let (summary, results) = await verify(endpoint, try Reference.contract())
        #expect(log.requests.count == 1)
        #expect(summary.exitCode == 2)
        #expect(summary.total.errors == summary.total.cases)
        #expect(results.allSatisfy { $0.failures.isEmpty })
        #expect(summary.notes.contains { $0.contains("cut short") && $0.contains("connection refused") })
    }

    @Test("does not wait for a time-out in every case")
    func hanging() async throws {
        let log = RequestLog()
        let backend = Reference.backend(try Reference.contract())
        let endpoint = ScriptedEndpoint { (request) throws(EndpointError) in
            if log.note(request) < 50 { return await backend.send(request) }
            throw .timedOut(phase: "the answer", seconds: 30)
        }
        let (summary, _) = await verify(endpoint, try Reference.contract(), VerifierOptions(concurrency: 4))
        #expect(log.requests.count <= 60)
        #expect(summary.total.failed == 0)
        #expect(summary.exitCode == 2)
    }

    @Test("goes on after a connection that was closed once, which is an error and no failure")
    func closedEarly() async throws {
        let contract = try Reference.contract()
        let log = RequestLog()
        let backend = Reference.backend(contract)
        let endpoint = ScriptedEndpoint { (request) throws(EndpointError) in
            if log.note(request, where: { $0.reads("affiliate/stats") }) == 0,
                request.reads("affiliate/stats")
            {
                throw .closedEarly(reason: "reset by peer")
            }
            return await backend.send(request)
        }
        let options = VerifierOptions(only: ["affiliate/stats example"], concurrency: 1)
        let (summary, _) = await verify(endpoint, contract, options)
        #expect(summary.total.errors == 1)
        #expect(summary.total.failed == 0)
        #expect(summary.total.passed >= 2)
        #expect(summary.exitCode == 2)
    }

    @Test(
        "does not send a whole run to an endpoint that never gives a complete answer",
        arguments: [
            EndpointError.closedEarly(reason: "reset by peer"), .malformed(reason: "no status line"),
            .tooLarge(limit: 100), .redirected(to: "https://example.com/"),
        ]
    )
    func neverComplete(error: EndpointError) async throws {
        let log = RequestLog()
        let endpoint = ScriptedEndpoint { (request) throws(EndpointError) in
            log.note(request)
            throw error
        }
        let (summary, results) = await verify(endpoint, try Reference.contract())
        #expect(log.requests.count < 70)
        #expect(summary.exitCode == 2)
        #expect(results.allSatisfy { $0.failures.isEmpty })
        #expect(summary.notes.contains { $0.contains("cut short") && $0.contains("\(error)") })
    }

    @Test("waits for three requests and no more where Retry-After is all that it is ever answered")
    func alwaysLater() async throws {
        let contract = try Reference.contract()
        func run(_ headers: [HeaderField]) async -> RunSummary {
            let endpoint = ScriptedEndpoint { _ in
                var response = LambdaResponse.json(#"{"error": "slow down"}"#, status: 503)
                for field in headers { response.headers.append(field.name, field.value) }
                return response
            }
            return await verify(endpoint, contract, VerifierOptions(only: ["chat/messages"], concurrency: 1))
                .summary
        }
        let summary = await run([HeaderField("Retry-After", "0")])
        let without = await run([])
        // Each is sent once and, after waiting, three times again.
        #expect(summary.requests == without.requests + 3 * 3)
        #expect(summary.exitCode == 1)
    }

    @Test("waits where it is asked to by Retry-After", arguments: [429, 503])
    func retryAfter(status: Int) async throws {
        let contract = try Reference.contract()
        let log = RequestLog()
        let backend = Reference.backend(contract)
        let endpoint = ScriptedEndpoint { request in
            guard log.note(request).isMultiple(of: 3) else { return await backend.send(request) }
            var response = LambdaResponse.json(#"{"error": "slow down"}"#, status: status)
            response.headers["Retry-After"] = "0"
            return response
        }
        // One at a time: of several, one can be put off more often than it is patient.
        let options = VerifierOptions(isStrict: true, only: ["chat/messages"], concurrency: 1)
        let (summary, _) = await verify(endpoint, contract, options)
        #expect(summary.total.failed == 0)
        #expect(summary.exitCode == 0)
    }

    @Test("skips every write where writing is not allowed, and says so")
    func readsOnly() async throws {
        let contract = try Reference.contract()
        let log = RequestLog()
        let backend = Reference.backend(contract)
        let endpoint = ScriptedEndpoint { request in
            log.note(request)
            return await backend.send(request)
        }
        let (summary, _) = await verify(
            endpoint,
            contract,
            VerifierOptions(isStrict: true, allowsWrites: false)
        )
        #expect(log.requests.allSatisfy { ["GET", "HEAD", "OPTIONS"].contains($0.method) })
        #expect(log.requests.count > 50)
        #expect(summary.total.skipped > 100)
        #expect(summary.total.passed > 50)
        #expect(summary.notes.contains { $0.contains("--allow-writes") })
        #expect(summary.exitCode == 0)
    }
}

extension CaseResult {
    /// The failures; none when the case did not fail.
    var failures: [Failure] {
        guard case .failed(let failures) = outcome else { return [] }
        return failures
    }

    var isFailed: Bool { !failures.isEmpty }
}
