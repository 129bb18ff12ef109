import Contracts
import JSON
import Synchronization
import Tables
import Testing
import Verifier
import VerifierEvents

@Suite("A run that reaches the tables")
struct StateTests {
    /// Tables that have a record more, or one that is broken, with each look.
    private final class Reader: StateReader {
        let place = "sqlite:mock.sqlite"
        private let states: Mutex<[[JSONObject]]>

        /// The leads at each look; the last ones stay.
        init(_ states: [[JSONObject]]) {
            self.states = Mutex(states)
        }

        func state() async throws(StateError) -> Fixture {
            let leads = states.withLock { states in
                states.count > 1 ? states.removeFirst() : states.first
            }
            guard let leads else { throw StateError("the file is locked; stop its process") }
            return Fixture(
                name: "state",
                description: "",
                clock: 1_767_225_600_000,
                tables: [Fixture.Table(name: "AffiliateLinks", items: leads)]
            )
        }
    }

    private static let phantom: JSONObject = ["affiliate_id": "affiliate-x", "clicks": 3]
    private static let other: JSONObject = ["affiliate_id": "affiliate-y", "clicks": 1]

    private func run(_ reader: Reader) async throws -> (result: CaseResult, summary: RunSummary) {
        let contract = try Reference.contract()
        let options = VerifierOptions(only: ["tables"], state: reader)
        let (summary, results) = await verify(Reference.backend(contract), contract, options)
        let state = results.filter { $0.identity.kind == .state }
        #expect(state.count == 1)
        return (try #require(state.first), summary)
    }

    @Test("fails for a record that it left broken, with its key and what would mend it")
    func broken() async throws {
        let (result, summary) = try await run(Reader([[], [Self.phantom]]))
        guard case .failed(let failures) = result.outcome else {
            Issue.record("not failed: \(result.outcome)")
            return
        }
        #expect(failures.count == 1)
        #expect(failures[0].rule.id == "records-consistent")
        #expect(
            failures[0].summary.hasPrefix(
                #"AffiliateLinks {"affiliate_id":"affiliate-x"}: has nothing but 'clicks'"#
            )
        )
        #expect(failures[0].summary.contains("; delete it, and let updates require"))
        #expect(failures[0].script.contains("understudy doctor --store sqlite:mock.sqlite"))
        #expect(summary.exitCode == 1)
    }

    @Test("does not fail for what was broken before, but says so")
    func before() async throws {
        let (result, summary) = try await run(Reader([[Self.phantom]]))
        #expect(result.outcome == .passed)
        #expect(summary.notes.contains { $0.hasPrefix("1 stored records were broken before the run") })
        let (second, _) = try await run(Reader([[Self.phantom], [Self.phantom, Self.other]]))
        guard case .failed(let failures) = second.outcome else {
            Issue.record("not failed: \(second.outcome)")
            return
        }
        #expect(failures.map { $0.summary.contains("affiliate-y") } == [true])
    }

    @Test("looks twice before it fails: a service may still have been writing")
    func settling() async throws {
        #expect(try await run(Reader([[], [Self.phantom], []])).result.outcome == .passed)
    }

    @Test("cannot judge tables that it cannot read")
    func unreadable() async throws {
        let (result, summary) = try await run(Reader([]))
        #expect(result.outcome == .error("the tables cannot be read: the file is locked; stop its process"))
        #expect(summary.exitCode == 2)
    }

    @Test("does not look where the case is not selected")
    func unselected() async throws {
        let contract = try Reference.contract()
        let options = VerifierOptions(only: ["transport protocol"], state: Reader([[]]))
        let (_, results) = await verify(Reference.backend(contract), contract, options)
        #expect(!results.isEmpty)
        #expect(!results.contains { $0.identity.kind == .state })
    }
}
