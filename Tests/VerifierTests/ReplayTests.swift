import Backend
import Contracts
import JSON
import Lambda
import Testing

@testable import Verifier
import VerifierEvents

@Suite("A failure")
struct ReplayTests {
    private static let example = "affiliate/stats example: unknown affiliate"

    /// The reference implementation, but that chosen reads of stats are answered otherwise.
    private func endpoint(
        _ contract: Contract,
        status: Int,
        where isBroken: @escaping @Sendable (Int) -> Bool
    ) -> ScriptedEndpoint {
        let backend = Reference.backend(contract)
        let log = RequestLog()
        return ScriptedEndpoint { request in
            guard request.reads("affiliate/stats") else { return await backend.send(request) }
            guard isBroken(log.note(request)) else { return await backend.send(request) }
            return .json(#"{"success": false, "error": "broken"}"#, status: status)
        }
    }

    private func result(
        _ status: Int,
        strict: Bool,
        where isBroken: @escaping @Sendable (Int) -> Bool
    ) async throws -> [CaseResult] {
        let contract = try Reference.contract()
        let options = VerifierOptions(
            isStrict: strict,
            only: [Self.example, "affiliate/stats shape"],
            concurrency: 1
        )
        return await verify(endpoint(contract, status: status, where: isBroken), contract, options).results
    }

    @Test("is reported when a second play from nothing shows it again")
    func confirmed() async throws {
        let results = try await result(404, strict: false) { _ in true }
        let failure = try #require(results.first?.failures.first)
        #expect(failure.reproductions == Reproductions(seen: 2, attempts: 2))
        #expect(failure.rule.id == "stats-unknown-affiliate")
        #expect(failure.script.hasPrefix("endpoint="))
        #expect(!failure.summary.contains("\n"))
    }

    @Test("that one answer in fifty shows is told as one that comes and goes, however many answers there are")
    func rare() async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let log = RequestLog()
        let endpoint = ScriptedEndpoint { request in
            var response = await backend.send(request)
            // Scattered, but the same in every run.
            let number = UInt64(log.note(request)) &* 0x9E37_79B9_7F4A_7C15
            if (number >> 33).isMultiple(of: 50) { response.headers["Access-Control-Allow-Origin"] = nil }
            return response
        }
        let options = VerifierOptions(
            only: ["chat/send boundary", "chat/send scenario", "exactly one origin"],
            concurrency: 1
        )
        let (summary, results) = await verify(endpoint, contract, options)
        #expect(summary.requests > 500)
        #expect(results.flatMap(\.failures).map(\.summary) == [])
        let warnings = results.flatMap(\.warnings)
        #expect(warnings.count == 1 && warnings.allSatisfy(\.reproductions.isFlaky))
    }

    @Test("that is only a lost connection is none: the case is played again, and the run says how often")
    func lostConnections() async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let log = RequestLog()
        let endpoint = ScriptedEndpoint { (request) throws(EndpointError) in
            guard log.note(request) % 23 != 22 else { throw .closedEarly(reason: "connection reset") }
            return await backend.send(request)
        }
        let options = VerifierOptions(
            isStrict: true,
            only: ["chat/reply", "chat/messages example"],
            concurrency: 1
        )
        let (summary, results) = await verify(endpoint, contract, options)
        let errors = results.filter { if case .error = $0.outcome { true } else { false } }
        // A case of more requests than that can never come to its end.
        #expect(errors.allSatisfy { $0.requests > 22 })
        #expect(summary.total.failed == 0 && summary.total.passed > 50)
        #expect(summary.notes.contains { $0.contains("cut off with the connection") })
    }

    @Test("that an optional member of an answer is missing breaks no MUST")
    func optional() async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let endpoint = ScriptedEndpoint { request in
            var response = await backend.send(request)
            let text = String(decoding: request.body, as: UTF8.self) + request.rawQuery
            let names = ["chat/reply": "message_id", "affiliate/submit-lead": "lead_id"]
            guard let name = names.first(where: { text.contains($0.key) })?.value,
                var body = (try? JSONValue(parsing: response.body))?.objectValue
            else { return response }
            body[name] = nil
            response.body = JSONValue.object(body).serialized()
            return response
        }
        let options = VerifierOptions(only: ["example", "protocol", "boundary"])
        let (summary, results) = await verify(endpoint, contract, options)
        #expect(results.flatMap(\.failures).map(\.summary) == [])
        #expect(summary.exitCode == 0)
    }

    @Test(
        "that is not seen again is a warning with its count, and a failure only under --strict",
        arguments: [false, true]
    )
    func flaky(strict: Bool) async throws {
        let results = try await result(404, strict: strict) { $0 == 0 }
        let result = try #require(results.first)
        let reported = strict ? result.failures : result.warnings
        #expect(result.isFailed == strict)
        #expect(reported.map(\.reproductions) == [Reproductions(seen: 1, attempts: 4)])
        let script = try #require(reported.first?.script)
        #expect(script.hasPrefix("# May not show the failure each time, which was seen in 1 of 4 attempts"))
    }

    @Test(
        "says in its script what it needs that a script has not: other cases' requests, or haste",
        arguments: [
            (0, "endpoint="),
            (1, "# May not show the failure: it was seen with requests that follow each other"),
            (2, "# May not show the failure: it was seen with requests of other"),
        ]
    )
    func needsMore(sound: Int, start: String) async throws {
        let contract = try Reference.contract()
        let context = RunContext(
            contract: contract,
            // The case is run with pauses first, then without.
            endpoint: endpoint(contract, status: 404) { $0 >= sound },
            options: VerifierOptions(only: [Self.example]),
            runPrefix: "us-1"
        )
        let plan = Plan(contract, CaseFilter([Self.example]), generatedCases: 0, walkSteps: 0)
        let planned = try #require(plan.cases.first { $0.identity.description == Self.example })
        let failure = Failure(
            rule: try #require(contract.rule("stats-unknown-affiliate")),
            summary: "wrong",
            deviations: [],
            script: "endpoint='http://127.0.0.1:3000/'\n",
            reproductions: Reproductions(seen: 2, attempts: 2)
        )
        let result = CaseResult(identity: planned.identity, rules: [], outcome: .failed([failure]))
        let judge = CaseJudge(context: context, collected: CollectedFailures(), collectingCases: [])
        let script = try #require(await judge.noted(result, of: planned).failures.first?.script)
        #expect(script.hasPrefix(start), "\(script)")
        #expect(script.hasSuffix(failure.script))
    }

    @Test("that is another one each time is a failure all the same")
    func changing() async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let log = RequestLog()
        // One attempt sees no messages, the next one a wrong last message.
        let endpoint = ScriptedEndpoint { request in
            let isMessages = request.reads("chat/messages")
            let count = log.note(request, where: { $0.reads("chat/messages") })
            if isMessages, count.isMultiple(of: 2) { return .json(#"{"messages": []}"#) }
            var response = await backend.send(request)
            guard request.reads("chat/conversations"), count.isMultiple(of: 2) else { return response }
            let body = String(decoding: response.body, as: UTF8.self)
            response.body = Array(body.replacing(#""last_message":""#, with: #""last_message":"not "#).utf8)
            return response
        }
        let options = VerifierOptions(only: ["twenty replies at once"], concurrency: 1)
        let result = try #require(await verify(endpoint, contract, options).results.first)
        let reported = result.failures + result.warnings
        #expect(reported.map(\.rule.id) == ["reply-concurrent", "conversation-last-message"])
        #expect(reported.allSatisfy { $0.reproductions == Reproductions(seen: 2, attempts: 4) })
        #expect(result.failures.count == 1)
    }

    @Test("that could not be played again is none")
    func unconfirmed() async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let log = RequestLog()
        let endpoint = ScriptedEndpoint { (request) throws(EndpointError) in
            guard request.reads("affiliate/stats") else { return await backend.send(request) }
            guard log.note(request) == 0 else { throw .closedEarly(reason: "reset by peer") }
            return .json(#"{"success": false, "error": "broken"}"#, status: 404)
        }
        let (summary, results) = await verify(
            endpoint,
            contract,
            VerifierOptions(isStrict: true, only: [Self.example])
        )
        let result = try #require(results.first)
        guard case .error = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(summary.exitCode == 2)
    }

    @Test("by a 5xx counts although it is seen once only")
    func serverError() async throws {
        let results = try await result(500, strict: false) { $0 == 0 }
        let failures = results.flatMap(\.failures)
        #expect(failures.contains { $0.rule.id == "no-server-error" && $0.reproductions.seen == 1 })
    }

    @Test("of a SHOULD is a warning, and a failure under --strict", arguments: [false, true])
    func should(strict: Bool) async throws {
        let contract = try Reference.contract()
        let backend = Reference.backend(contract)
        let endpoint = ScriptedEndpoint { request in
            var response = await backend.send(request)
            if response.status == 404 { response.status = 410 }
            return response
        }
        let only = "chat/close example: unknown conversation"
        let (summary, results) = await verify(
            endpoint,
            contract,
            VerifierOptions(isStrict: strict, only: [only])
        )
        let result = try #require(results.first)
        #expect((strict ? result.failures : result.warnings).map(\.rule.id) == ["close-unknown-status"])
        #expect(summary.exitCode == (strict ? 1 : 0))
    }

    @Test("shows no secret, whatever the endpoint repeats")
    func secrets() async throws {
        let secret = "s3cr3t-t0ken"
        let endpoint = ScriptedEndpoint { request in
            let echo = request.headers.fields.map { "\($0.name)=\($0.value)" }.joined(separator: ";")
            return .json(#"{"error": "not for \#(echo)"}"#, status: 418)
        }
        let (_, results) = await verify(
            endpoint,
            try Reference.contract(),
            VerifierOptions(
                only: ["chat/conversations", "every answer"],
                endpointURL: "https://ana:pass@api.example.com/?key=hidden",
                headers: [HeaderField("Authorization", "Bearer \(secret)"), HeaderField("X-Key", secret)]
            )
        )
        let failures = results.flatMap { $0.failures + $0.warnings }
        #expect(failures.count > 5)
        for failure in failures {
            let text = String(describing: failure)
            #expect(!text.contains(secret) && !text.contains("hidden") && !text.contains("pass@"))
            #expect(failure.script.contains("Authorization: '\"$UNDERSTUDY_HEADER_1\""))
        }
    }

    @Test("that one request shows has a script of one request")
    func shortest() async throws {
        let results = try await result(404, strict: false) { _ in true }
        let script = try #require(results.first?.failures.first?.script)
        #expect(script.split(separator: "\n").count { $0.hasPrefix("curl") } == 1)
        #expect(script.contains("affiliate_id='\"$run\"-affiliate-new"))
    }
}
