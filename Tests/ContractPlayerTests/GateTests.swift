import ContractPlayer
import Contracts
import Gate
import JSON
import JSONSchema
import Lambda
import Testing
import Verifier

@Suite("A contract player in a gate")
struct GatedPlayerTests {
    /// The contracts that are played.
    enum Played: CaseIterable {
        case project, orders

        func contract() throws -> Contract {
            switch self {
            case .project: try OrderFolder.project()
            case .orders: try OrderFolder.contract()
            }
        }
    }

    @Test("breaks the contract of no action, whatever valid request it gets", arguments: Played.allCases)
    func gate(played: Played) async throws {
        let contract = try played.contract()
        let gate = Gate(contract: contract, endpoint: ContractPlayer(contract))
        var count = 0
        for action in contract.actions {
            let generator = InstanceGenerator(action.request.schema, in: contract.registry)
            var random = SeededRandom(seed: 3, stream: action.name)
            let made = (0..<15).compactMap { _ in generator.typical(using: &random)?.objectValue }
            for arguments in action.examples.map(\.request) + made {
                let (response, report) = try await gate.exchange(action.request(arguments, contract))
                #expect(
                    report.violations.isEmpty,
                    "\(action.name) \(JSONValue.object(arguments).compactText)"
                )
                #expect(report.refusal != nil || response.headers["X-Understudy-Answer"] != nil)
                count += response.status == 200 ? 1 : 0
            }
        }
        #expect(count >= 12 * contract.actions.count)
    }

    // A contract whose checks write first and read then asks for more than a player has: it keeps no state.
    @Test("behaves as an HTTP endpoint by the verifier's own measure")
    func verifier() async throws {
        let contract = try OrderFolder.contract()
        let log = Log()
        let options = VerifierOptions(
            only: ["protocol", "shape"],
            runPrefix: "run",
            generatedCases: 0,
            walkSteps: 0
        )
        let verifier = Verifier(contract: contract, endpoint: ContractPlayer(contract), options: options)
        _ = await verifier.run { event in await log.append(event) }
        let results = await log.results.filter { $0.identity.kind == .protocol || $0.identity.kind == .shape }
        #expect(results.count >= contract.actions.count)
        for result in results {
            if case .failed = result.outcome { Issue.record("\(result.identity): \(result.outcome)") }
        }
    }
}

/// Keeps the results of a run.
private actor Log {
    private(set) var results: [CaseResult] = []

    func append(_ event: VerifierEvent) {
        if case .caseFinished(let result) = event { results.append(result) }
    }
}

extension Action {
    /// A request in the canonical form.
    fileprivate func request(_ arguments: JSONObject, _ contract: Contract) -> LambdaRequest {
        let names = contract.service.routing
        switch request.place {
        case .query:
            var query = QueryString([.init(names.parameter, name)])
            for member in arguments {
                query.parameters.append(
                    .init(member.name, member.value.stringValue ?? member.value.compactText)
                )
            }
            return LambdaRequest(method: method, rawQuery: query.encoded)
        case .body:
            var body = arguments
            body[names.member] = .string(name)
            return LambdaRequest(method: method, body: JSONValue.object(body).serialized())
        }
    }
}
