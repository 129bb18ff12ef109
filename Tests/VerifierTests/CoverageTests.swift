import Contracts
import Lambda
import Testing
import Verifier
import VerifierEvents

@Suite("The coverage of a run")
struct CoverageTests {
    @Test("is everything when every case is played on the reference implementation")
    func everything() async throws {
        let contract = try Reference.contract()
        let verifier = Verifier(
            contract: contract,
            endpoint: Reference.backend(contract),
            oracle: { Reference.backend(contract) },
            options: VerifierOptions(walkSteps: 40)
        )
        let summary = await verifier.run { _ in }
        // Rules of bearer tokens are judged only where tokens are given.
        #expect(summary.coverage.missing.filter { !$0.contains("the rule bearer-") } == [])
        #expect(summary.coverage.percent > 98)
        #expect(summary.coverage.suites.map(\.name) == ["transport"] + contract.actions.map(\.name))
        for aspect in CoveragePoint.Aspect.allCases {
            #expect(summary.coverage.figures(of: aspect).total > 0, "\(aspect)")
        }
    }

    @Test("is what was sent and answered, and what was not is said in words")
    func part() async throws {
        let contract = try Reference.contract()
        let (summary, _) = await verify(
            Reference.backend(contract),
            contract,
            VerifierOptions(only: ["chat/send example: first message"])
        )
        let coverage = summary.coverage
        let send = try #require(coverage.suites.first { $0.name == "chat/send" })
        func count(_ aspect: CoveragePoint.Aspect, _ place: String, _ subject: String = "") -> Int? {
            send.points.first { $0.aspect == aspect && $0.place == place && $0.subject == subject }?.count
        }
        #expect(count(.status, "", "200") == 1)
        #expect(count(.status, "", "409") == 0)
        #expect(count(.keywordKept, "/message", "minLength 1") == 1)
        #expect(count(.keywordBroken, "/message", "minLength 1") == 0)
        #expect(count(.keywordKept, "/user_id", "required") == 1)
        #expect(send.otherStatuses.isEmpty)
        #expect(coverage.percent > 0 && coverage.percent < 10)
        #expect(coverage.missing.count == coverage.total - coverage.reached)
        #expect(coverage.missing.contains("chat/send: no answer had status 409"))
        #expect(
            coverage.missing.contains("chat/send: no request had a value at /message that breaks minLength 1")
        )
        #expect(coverage.missing.contains("admin/leads: no answer had \"approved\" at /leads/*/status"))
    }

    @Test("tells a condition's branch from the whole, and every wire form")
    func conditions() async throws {
        let contract = try Reference.contract()
        let (summary, _) = await verify(
            Reference.backend(contract),
            contract,
            VerifierOptions(only: ["admin/approve-lead"])
        )
        let suite = try #require(summary.coverage.suites.first { $0.name == "admin/approve-lead" })
        let kept = try #require(
            suite.points.first { $0.aspect == .keywordKept && $0.place == "/commission_amount" }
        )
        // Demanded to approve only: not every request with an amount counts.
        let sent = try #require(
            suite.points.first { $0.aspect == .memberSent && $0.place == "/commission_amount" }
        )
        #expect(kept.count > 0 && kept.count < sent.count)
        #expect(suite.points.filter { $0.aspect == .form }.map(\.isReached) == [true, true, true])
    }

    @Test("counts statuses that the contract does not list")
    func otherStatuses() async throws {
        let contract = try Reference.contract()
        let (summary, _) = await verify(
            Teapot(),
            contract,
            VerifierOptions(only: ["chat/send example: first message"])
        )
        let send = try #require(summary.coverage.suites.first { $0.name == "chat/send" })
        #expect((send.otherStatuses[418] ?? 0) >= 1)
        #expect(send.points.filter { $0.aspect == .status }.allSatisfy { !$0.isReached })
    }

    private struct Teapot: Endpoint {
        func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
            LambdaResponse(status: 418, headers: ["Content-Type": "application/json"], body: Array("{}".utf8))
        }
    }
}

@Suite("The latency of actions")
struct LatencyTests {
    @Test("counts every answered request of an action, and orders its figures")
    func figures() async throws {
        let contract = try Reference.contract()
        let (summary, results) = await verify(
            Reference.backend(contract),
            contract,
            VerifierOptions(only: ["chat/send"])
        )
        #expect(results.count > 50)
        let send = try #require(summary.latencies.first { $0.action == "chat/send" })
        #expect(send.count > 100)
        #expect(send.buckets.reduce(0) { $0 + $1.count } == send.count)
        #expect(0 < send.median && send.median <= send.p95 && send.p95 <= send.p99)
        #expect(send.p99 <= send.maximum)
        #expect(send.aloneMedian != nil)
        let ends = send.buckets.map(\.milliseconds)
        #expect(ends == ends.sorted() && (ends.last ?? 0) >= send.maximum * 0.99)
        #expect(summary.latencies.reduce(0) { $0 + $1.count } <= summary.requests)
    }
}
