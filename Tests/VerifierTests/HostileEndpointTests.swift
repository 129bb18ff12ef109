import Backend
import Contracts
import Lambda
import Testing
import VerifierEvents
@testable import Verifier

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
        // What needs tokens is skipped before anything is asked.
        #expect(summary.total.errors == summary.total.cases - summary.total.skipped)
        #expect(summary.total.errors > 900)
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
        #expect(log.requests.count <= 65)
        #expect(summary.total.failed == 0)
        #expect(summary.exitCode == 2)
    }

    @Test("plays the case again whose connection was closed once, and says so")
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
        #expect(summary.total.errors == 0 && summary.total.failed == 0)
        #expect(summary.total.passed >= 3)
        #expect(
            summary.notes == [
                "1 answer was cut off with the connection; the cases were run again",
                "left behind: 2 leads, 1 affiliate links",
            ]
        )
        #expect(summary.exitCode == 0)
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

    @Test(
        "neither waits for ever nor blames an endpoint that only ever asks to wait",
        arguments: [(503, "0"), (429, nil)] as [(Int, String?)]
    )
    func alwaysLater(status: Int, retryAfter: String?) async throws {
        let endpoint = ScriptedEndpoint { _ in
            var response = LambdaResponse.json(#"{"error": "slow down"}"#, status: status)
            if let retryAfter { response.headers["Retry-After"] = retryAfter }
            return response
        }
        let options = VerifierOptions(only: ["chat/messages example"], concurrency: 1)
        let (summary, results) = await verify(endpoint, try Reference.contract(), options)
        #expect(results.allSatisfy { $0.failures.isEmpty && $0.warnings.isEmpty })
        #expect(summary.total.errors == results.count { $0.identity.kind == .example })
        // Three requests are sent once and, after waiting, ten times again; then each is sent once.
        #expect(summary.requests <= 1 + 3 * 11 + summary.total.cases)
        #expect(summary.exitCode == 2)
    }

    @Test(
        "sends nothing more to an endpoint that has asked to wait twenty times in a row, however seldom it was asked"
    )
    func neverNow() {
        let health = EndpointHealth()
        for number in 0..<19 { health.waited(inVain: true, at: "\(number)") }
        health.waited(inVain: false, at: "one")
        for number in 0..<19 { health.waited(inVain: true, at: "\(number)") }
        #expect(health.stopReason == nil)
        health.waited(inVain: true, at: "one")
        #expect(health.stopReason?.contains("asked to wait 20 times in a row") == true)
    }

    @Test(
        "does not let a page pass for an answer, whichever cases are chosen",
        arguments: ["at its edges", "random requests", "a negative amount", "chat/send example"]
    )
    func page(only: String) async throws {
        let endpoint = ScriptedEndpoint { _ in
            LambdaResponse(
                status: 200,
                headers: ["Content-Type": "text/html"],
                body: Array("<html>hello</html>".utf8)
            )
        }
        let (summary, results) = await verify(
            endpoint,
            try Reference.contract(),
            VerifierOptions(only: [only])
        )
        #expect(summary.exitCode == 1)
        #expect(!results.isEmpty && results.allSatisfy { !$0.failures.isEmpty })
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
        let options = VerifierOptions(
            isStrict: true,
            only: ["chat/messages example", "chat/messages negative", "chat/messages scenario"],
            concurrency: 1
        )
        let (summary, _) = await verify(endpoint, contract, options)
        #expect(summary.total.failed == 0)
        #expect(summary.exitCode == 0)
    }

    @Test(
        "gives up one action that hangs, after two time-outs, and tests the others to their end",
        arguments: ["chat/close", "affiliate/stats"],
        [
            EndpointError.timedOut(phase: "the head of the answer", seconds: 30), .tooLarge(limit: 100),
            .closedEarly(reason: "connection reset"), .malformed(reason: "no status line"),
        ]
    )
    func oneAction(name: String, error: EndpointError) async throws {
        let contract = try Reference.contract()
        let log = RequestLog()
        let backend = Reference.backend(contract)
        let endpoint = ScriptedEndpoint { (request) throws(EndpointError) in
            let text =
                request.rawQuery.replacing("%2F", with: "/") + String(decoding: request.body, as: UTF8.self)
            guard text.contains(name) else { return await backend.send(request) }
            log.note(request)
            throw error
        }
        let options = VerifierOptions(only: ["example", "negative"], concurrency: 4, walkSteps: 0)
        let (summary, results) = await verify(endpoint, contract, options)
        if [.tooLarge(limit: 100)].contains(error) { #expect(log.requests.count < 10) }
        #expect(summary.total.failed == 0)
        #expect(!summary.notes.contains { $0.contains("cut short") })
        let isNamed = results.filter { $0.identity.suite == name }.contains { result in
            if case .error(let reason) = result.outcome { reason.contains("\(error)") } else { false }
        }
        #expect(isNamed)
        let others = contract.actions.map(\.name).filter { other in
            results.contains { $0.identity.suite == other && $0.outcome == .passed }
        }
        #expect(others.count >= 8)
    }

    @Test("goes on where only the first request of all is not answered")
    func silentPreflight() async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let endpoint = ScriptedEndpoint { (request) throws(EndpointError) in
            if request.method == "OPTIONS" {
                throw .timedOut(phase: "the head of the answer", seconds: 30)
            }
            return await backend.send(request)
        }
        let (summary, _) = await verify(endpoint, contract, VerifierOptions(only: ["example", "preflight"]))
        #expect(summary.total.passed > 50)
        #expect(summary.total.errors > 0)
        #expect(summary.total.failed == 0)
    }

    @Test("stops at the first contact where neither that nor any read is answered in time")
    func mute() async throws {
        let log = RequestLog()
        let contract = try Reference.contract()
        let endpoint = ScriptedEndpoint { (request) throws(EndpointError) in
            log.note(request)
            throw .timedOut(phase: "the head of the answer", seconds: 30)
        }
        let (summary, _) = await verify(endpoint, contract)
        #expect(log.requests.count == 2 + contract.actions.count { $0.method == "GET" })
        #expect(summary.exitCode == 2)
        #expect(summary.notes.contains { $0.contains("cut short") && $0.contains("timed out") })
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
        // A broken service may write by GET.
        let writes = contract.actions.filter { !$0.tables.writes.isEmpty }.map(\.name)
        for request in log.requests {
            let action = QueryString(parsing: request.rawQuery)["action"] ?? ""
            #expect(!writes.contains(action), "\(request.method) \(action)")
        }
        #expect(log.requests.count > 50)
        #expect(summary.total.skipped > 100)
        #expect(summary.total.passed > 50)
        #expect(summary.notes.contains { $0.contains("--allow-writes") })
        #expect(summary.exitCode == 0)
        let unproven = Set(summary.unproven.map(\.name))
        #expect(unproven.isSuperset(of: writes))
        #expect(summary.unproven.allSatisfy { $0.isAccountedFor && $0.reason.contains("not allowed") })
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
