import Authorization
import Backend
import Behaviour
import Contracts
import Foundation
import Lambda
import Tables
import TestSupport
import Testing
import Verifier
import VerifierEvents

@Suite("The verifier against API keys")
struct APIKeyTests {
    private static let folder = ProjectFolder.root.appending(path: "Tests/Services/planner/contract").path

    private static func contract(_ place: APIKeys.Place) throws -> Contract {
        try ContractFolder.load(folder).with { $0.apiKeys?.place = place }
    }

    /// A service that knows keys, with what it forgets of them.
    private struct Keyed: Endpoint {
        enum Forgotten: String, CaseIterable {
            case nothing, all, unknown, outage

            var rules: Set<String> {
                switch self {
                case .nothing: []
                case .all: ["key-required", "key-invalid"]
                case .unknown: ["key-invalid"]
                case .outage:
                    [
                        "key-required", "key-invalid", "no-server-error", "failure-shape",
                        "failure-content-type",
                    ]
                }
            }
        }

        let endpoint: any Endpoint
        let guarded: any Endpoint
        let forgotten: Forgotten

        init(_ contract: Contract, _ forgotten: Forgotten) throws {
            let store = InMemoryStore(contract.tables.map(\.definition))
            endpoint = BehaviourEndpoint(BehaviourProgram(contract), BehaviourEnvironment(store: store))
            var keys = try #require(contract.service.apiKeys)
            if forgotten == .unknown { keys.keys = [] }
            let authorizer = Authorizer(contract: contract, keys: keys)
            guarded = AuthorizedEndpoint(endpoint, authorizer: authorizer, store: store)
            self.forgotten = forgotten
        }

        func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
            if forgotten == .all { return try await endpoint.send(request) }
            let response = try await guarded.send(request)
            return forgotten == .outage && response.status == 401 ? LambdaResponse(status: 502) : response
        }
    }

    @Test(
        "finds what a service forgets of them, and never shows its own",
        arguments: [APIKeys.Place.header("X-Api-Key"), .query("key")],
        Keyed.Forgotten.allCases
    )
    private func forgotten(place: APIKeys.Place, forgotten: Keyed.Forgotten) async throws {
        let contract = try Self.contract(place)
        let (summary, results) = await verify(
            try Keyed(contract, forgotten),
            contract,
            VerifierOptions(isStrict: true, only: ["key-required", "key-invalid", "no-server-error"])
        )
        let failures = results.flatMap(\.failures)
        #expect(Set(failures.map(\.rule.id)) == forgotten.rules)
        #expect(summary.total.cases > 20)
        for failure in failures {
            #expect(failure.script.contains("UNDERSTUDY_API_KEY"))
            #expect(!failure.script.contains("planner-key-1"), "\(failure.script)")
            guard failure.rule.id == "key-required" else { continue }
            // An empty key is another thing than none.
            let last = try #require(failure.script.split(separator: "\n").last { $0.contains("curl") })
            #expect(!last.contains("key="), "\(failure.script)")
        }
    }

    @Test("sends the key that it is given, and masks it")
    func given() async throws {
        let contract = try Self.contract(.header("X-Api-Key"))
        let options = VerifierOptions(isStrict: true, only: ["get_project"], apiKey: "a-wrong-key")
        #expect(options.mask.masked("a-wrong-key was sent") == "*** was sent")
        let (_, results) = await verify(try Keyed(contract, .nothing), contract, options)
        #expect(results.contains { if case .failed = $0.outcome { true } else { false } })
    }

    @Test(
        "sends the oracle the run's key, so that both answer the same user",
        arguments: [
            VerifierOptions(apiKey: "key-2"), VerifierOptions(headers: [HeaderField("x-api-key", "key-2")]),
        ]
    )
    func oracle(options: VerifierOptions) async throws {
        let folder = ProjectFolder.root.appending(path: "Tests/Services/purse/contract").path
        let purse = try ContractFolder.load(folder)
        var service = purse.service
        service.authorization = nil
        service.apiKeys = APIKeys(
            place: .header("X-Api-Key"),
            keys: [APIKeys.Key(value: "key-1", subject: "ana"), APIKeys.Key(value: "key-2", subject: "ben")]
        )
        let contract = Contract(
            service: service,
            actions: purse.actions,
            tables: purse.tables,
            records: purse.records,
            registry: purse.registry,
            sources: purse.sources
        )
        let make: @Sendable () -> any Endpoint = {
            let time = SteppingTime()
            let store = InMemoryStore(contract.tables.map(\.definition))
            let environment = BehaviourEnvironment(store: store, now: { time.now() })
            return BehaviourEndpoint(BehaviourProgram(contract), environment)
        }
        var options = options
        options.isStrict = true
        options.only = ["walks model"]
        options.walkSteps = 40
        let log = EventLog()
        let verifier = Verifier(contract: contract, endpoint: make(), oracle: make, options: options)
        let summary = await verifier.run { await log.append($0) }
        #expect(await log.results.flatMap(\.failures).map(\.summary) == [])
        #expect(summary.total.passed == 1 && summary.requests > 40)
    }
}
