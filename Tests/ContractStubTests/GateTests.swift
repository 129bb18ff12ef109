import ContractStub
import Contracts
import Gate
import JSON
import JSONSchema
import Lambda
import Testing
import Verifier
import VerifierEvents

@Suite("A contract stub in a gate")
struct GatedStubTests {
    /// The contracts that are served.
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
    func gate(served: Played) async throws {
        let contract = try served.contract()
        let gate = Gate(contract: contract)
        let stub = ContractStub(contract)
        var count = 0
        for action in contract.actions {
            let generator = InstanceGenerator(action.request.schema, in: contract.registry)
            var random = SeededRandom(seed: 3, stream: action.name)
            let made = (0..<15).compactMap { _ in generator.typical(using: &random)?.objectValue }
            for arguments in action.examples.map(\.request) + made {
                let (response, report) = try await gate.exchange(
                    RequestEncoder(contract.service.routing).request(for: action, arguments),
                    with: stub
                )
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

    /// What the verifier can only see in an endpoint that remembers what was written.
    private static let memory: Set<BuiltInCheck> = [
        .pathIgnored, .queryPercentDecoded, .queryPlusIsSpace, .emptyOptionalIsAbsent, .getBodyIgnored,
        .unknownParametersIgnored,
    ]

    @Test("behaves as an HTTP endpoint by the verifier's own measure", arguments: Played.allCases)
    func verifier(served: Played) async throws {
        let contract = try served.contract()
        let log = Log()
        let options = VerifierOptions(generatedCases: 0, walkSteps: 0)
        let verifier = Verifier(contract: contract, endpoint: ContractStub(contract), options: options)
        _ = await verifier.run { event in await log.append(event) }
        var passed: [CheckKind: Int] = [:]
        for result in await log.results {
            switch result.outcome {
            case .passed:
                passed[result.identity.kind, default: 0] += 1
            case .failed(let failures) where [.protocol, .shape, .negative].contains(result.identity.kind):
                for failure in failures {
                    let needsMemory = failure.rule.check.map(Self.memory.contains) ?? false
                    #expect(needsMemory, "\(result.identity): \(failure.summary)")
                }
            default:
                break
            }
        }
        #expect(passed[.shape, default: 0] >= contract.actions.count)
        #expect(passed[.protocol, default: 0] > 20)
        #expect(passed[.example, default: 0] >= contract.actions.filter { !$0.examples.isEmpty }.count)
    }
}

/// Keeps the results of a run.
private actor Log {
    private(set) var results: [CaseResult] = []

    func append(_ event: VerifierEvent) {
        if case .caseFinished(let result) = event { results.append(result) }
    }
}
