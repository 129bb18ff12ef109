import Causes
import Contracts
import Faults
import JSON
import Lambda
import Synchronization
import TestSupport
import Testing
import Verifier
import VerifierEvents

@Suite("A run against a backend without one of the actions")
struct MissingActionTests {
    private static let contract = Result { try ContractFolder.load(ProjectFolder.contracts) }

    @Test(
        "asks for it no more once an example has shown it, and blocks the cases that need it",
        arguments: ["affiliate/stats", "chat/send"]
    )
    func blocked(action: String) async throws {
        let contract = try Self.contract.get()
        let endpoint = BackendWithout(action, contract)
        let results = await results(contract, endpoint)
        let analysis = CauseAnalysis(results, contract)
        let place = try #require(
            analysis.causes.firstIndex { $0.identity == "action-missing:\(action):" },
            "\(analysis.causes.map(\.identity))"
        )
        let blocked = results.filter { analysis.blocker(of: $0.identity) == place }
        #expect(blocked.count > 20)
        #expect(blocked.allSatisfy { if case .skipped = $0.outcome { true } else { false } })
        #expect(analysis.causes[place].cases.count > blocked.count)
        let others = results.filter { result in
            guard case .failed = result.outcome, result.identity.suite == action else { return false }
            return result.identity.kind != .example
        }
        #expect(others.isEmpty, "\(others.map(\.identity))")
        // The proof and its confirmations, each with three requests that compare it with an unknown action, and what was on its way.
        #expect(endpoint.asked.withLock(\.self) < 40)
    }

    @Test("does not call one missing that stores nothing, nor one that finds nothing after it")
    func notMissing() async throws {
        let contract = try Self.contract.get()
        let endpoint = BackendWithout("affiliate/create-link", contract, answering: ["success": true])
        let missing = CauseAnalysis(await results(contract, endpoint), contract).causes
            .map(\.identity).filter { $0.hasPrefix("action-missing:") }
        #expect(missing == [], "\(missing)")
    }

    private func results(_ contract: Contract, _ endpoint: BackendWithout) async -> [CaseResult] {
        let verifier = Verifier(
            contract: contract,
            endpoint: endpoint,
            options: VerifierOptions(
                only: ["example", "negative", "scenario"],
                runPrefix: "run",
                generatedCases: 0
            )
        )
        let results = Results()
        _ = await verifier.run { await results.hear($0) }
        return await results.all
    }
}

/// The reference implementation without one action: it is unknown, or does nothing.
private final class BackendWithout: Endpoint {
    /// The number of requests for the action.
    let asked = Mutex(0)
    private let action: String
    private let backend: any Endpoint
    private let answer: JSONValue?

    init(_ action: String, _ contract: Contract, answering answer: JSONValue? = nil) {
        self.action = action
        self.answer = answer
        backend = Catalogue.backend(with: [], tables: contract.tables.map(\.definition))
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        let encoded = action.replacing("/", with: "%2F")
        let body = String(decoding: request.body, as: UTF8.self)
        let isAsked =
            request.rawQuery.contains("action=\(encoded)") || request.rawQuery.contains("action=\(action)")
            || (try? JSONValue(parsing: request.body))?["action"]?.stringValue == action
        guard isAsked else { return try await backend.send(request) }
        asked.withLock { $0 += 1 }
        if let answer {
            return LambdaResponse(
                status: 200,
                headers: ["Content-Type": "application/json"],
                body: answer.serialized()
            )
        }
        var other = request
        other.rawQuery = request.rawQuery.replacing(encoded, with: "no%2Fsuch")
            .replacing(action, with: "no/such")
        other.body = Array(
            body.replacing(action, with: "no/such").replacing(
                action.replacing("/", with: "\\/"),
                with: "no/such"
            ).utf8
        )
        // A refusal names what was asked for.
        var response = try await backend.send(other)
        response.body = Array(
            String(decoding: response.body, as: UTF8.self).replacing("no/such", with: action).utf8
        )
        return response
    }
}

/// Keeps the results of a run.
private actor Results {
    private(set) var all: [CaseResult] = []

    func hear(_ event: VerifierEvent) {
        if case .caseFinished(let result) = event { all.append(result) }
    }
}
