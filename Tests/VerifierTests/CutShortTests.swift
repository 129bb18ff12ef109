import Backend
import Contracts
import Lambda
import Synchronization
import Testing
import Verifier
import VerifierEvents

@Suite("A run that is cut short", .timeLimit(.minutes(5)))
struct CutShortTests {
    /// An endpoint that does something before it answers the request with a number.
    private func endpoint(
        _ contract: Contract,
        before body: @escaping @Sendable (Int) async -> Void
    ) -> ScriptedEndpoint {
        let log = RequestLog()
        let backend = Reference.backend(contract)
        return ScriptedEndpoint { request in
            await body(log.note(request))
            return await backend.send(request)
        }
    }

    @Test("tells what was done and how many cases were not run when its task is cancelled")
    func cancelled() async throws {
        let contract = try Reference.contract()
        let (signals, sender) = AsyncStream<Void>.makeStream()
        let endpoint = endpoint(contract) { number in
            guard number >= 300 else { return }
            sender.finish()
            // A request that is under way when the run is cancelled is not answered.
            if number > 300 { try? await Task.sleep(for: .seconds(60)) }
        }
        let run = Task { await verify(endpoint, contract, VerifierOptions(only: ["example", "negative"])) }
        for await _ in signals {}
        run.cancel()
        let (summary, results) = await run.value
        #expect(summary.notRun > 0)
        #expect(summary.total.cases == results.count)
        #expect(summary.total.errors == 0 && summary.total.failed == 0 && summary.total.passed > 0)
        #expect(summary.exitCode == 2)
        #expect(
            summary.notes.contains { $0.contains("interrupted; \(summary.notRun) cases were not run") }
        )
    }

    @Test("begins no case after its time budget")
    func timeBudget() async throws {
        let contract = try Reference.contract()
        let endpoint = endpoint(contract) { number in
            if number > 100 { try? await Task.sleep(for: .seconds(60)) }
        }
        let options = VerifierOptions(only: ["example", "negative"], timeBudget: .milliseconds(300))
        let (summary, _) = await verify(endpoint, contract, options)
        #expect(summary.notRun > 0)
        #expect(summary.total.failed == 0)
        #expect(summary.exitCode == 2)
        #expect(summary.notes.contains { $0.contains("time budget was used up") })
    }

    /// A contract's backend that does not know one action.
    private func withoutStats(_ contract: Contract) -> ScriptedEndpoint {
        let backend = Reference.backend(contract)
        return ScriptedEndpoint { request in
            request.reads("affiliate/stats")
                ? .json(#"{"error": "no"}"#, status: 404) : await backend.send(request)
        }
    }

    @Test("stops at the first failure when that is asked for, and is broken")
    func failFast() async throws {
        let contract = try Reference.contract()
        let options = VerifierOptions(only: ["example"], concurrency: 1, stopsAtFirstFailure: true)
        let (summary, results) = await verify(withoutStats(contract), contract, options)
        #expect(results.count { $0.isFailed && $0.identity.kind == .example } == 1)
        #expect(summary.notRun > 0)
        #expect(summary.exitCode == 1)
        #expect(summary.notes.contains { $0.contains("first failure") })
    }

    @Test("passes over failures that are known, and stops at none of them")
    func known() async throws {
        let contract = try Reference.contract()
        let options = VerifierOptions(only: ["affiliate"], concurrency: 2)
        let (_, broken) = await verify(withoutStats(contract), contract, options)
        let known = broken.flatMap { result in
            result.failures.map { KnownFailure(result.identity, rule: $0.rule.id) }
        }
        #expect(!known.isEmpty)
        var excused = options
        excused.knownFailures = Set(known)
        excused.stopsAtFirstFailure = true
        let (summary, results) = await verify(withoutStats(contract), contract, excused)
        #expect(summary.exitCode == 0)
        #expect(summary.notRun == 0)
        #expect(summary.total.known == known.count)
        #expect(results.flatMap(\.known).count == known.count)
        excused.knownFailures.remove(known[0])
        excused.stopsAtFirstFailure = false
        let again = await verify(withoutStats(contract), contract, excused)
        #expect(again.summary.exitCode == 1)
        #expect(again.results.flatMap(\.failures).count == 1)
    }

    @Test("plays the same cases in the same order whenever the seed is the same")
    func sameOrder() async throws {
        let contract = try Reference.contract()
        let options = VerifierOptions(only: ["affiliate"], seed: 7)
        let first = await verify(Reference.backend(contract), contract, options).results.map(\.identity)
        let second = await verify(Reference.backend(contract), contract, options).results.map(\.identity)
        #expect(first == second)
        #expect(!first.isEmpty)
    }
}
