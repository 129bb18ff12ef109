import Behaviour
import Contracts
import Foundation
import JSON
import Lambda
import Tables
import TestSupport
import Testing
import Verifier
import VerifierEvents

@Suite("The verifier on the pages of lists")
struct PageCheckTests {
    /// A mistake in the pages after the first.
    enum Mistake: String, CaseIterable, Sendable {
        case none, recordLost, recordTwice, noNextPage, noLastPage
    }

    /// A service whose lists have pages that are named in `Link`, with a mistake.
    private struct Pages: Endpoint {
        let endpoint: BehaviourEndpoint
        let mistake: Mistake

        init(_ contract: Contract, _ mistake: Mistake) {
            let store = InMemoryStore(contract.tables.map(\.definition))
            endpoint = BehaviourEndpoint(BehaviourProgram(contract), BehaviourEnvironment(store: store))
            self.mistake = mistake
        }

        func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
            let query = QueryString(parsing: request.rawQuery)
            guard let limit = query["limit"] else { return await endpoint.send(request) }
            switch mistake {
            case .recordLost where query["cursor"] != nil:
                var response = await endpoint.send(request)
                response.body = Array("[]".utf8)
                return response
            case .recordTwice where query["cursor"] == nil:
                // The page has two records, and the next one begins with the second of them.
                var wide = request
                let parameters = query.parameters.map {
                    $0.name == "limit" ? .init("limit", "\(limit)0") : $0
                }
                wide.rawQuery = QueryString(parameters).encoded
                var response = await endpoint.send(request)
                response.body = await endpoint.send(wide).body
                return response
            case .noNextPage:
                var response = await endpoint.send(request)
                response.headers["Link"] = nil
                return response
            case .noLastPage:
                var first = request
                first.rawQuery = QueryString(query.parameters.filter { $0.name != "cursor" }).encoded
                return await endpoint.send(first)
            default: return await endpoint.send(request)
            }
        }
    }

    @Test(
        "finds pages that are not the list: with a record less or twice, without a next or a last one",
        arguments: Mistake.allCases
    )
    func mistakes(mistake: Mistake) async throws {
        let folder = ProjectFolder.root.appending(path: "Tests/Services/planner/contract").path
        let contract = try ContractFolder.load(folder)
        let (summary, results) = await verify(
            Pages(contract, mistake),
            contract,
            VerifierOptions(isStrict: true, only: ["pages of one record"])
        )
        #expect(summary.total.cases == 2)
        let broken = results.flatMap(\.failures).map(\.rule.id)
        #expect(broken == (mistake == .none ? [] : ["pages-complete", "pages-complete"]))
        if mistake == .none { #expect(summary.total.passed == 2, "\(results.map(\.outcome))") }
    }

    @Test("takes pages that begin with the end of the list")
    func backward() async throws {
        let rule = Rule(id: "pages", level: .must, text: "Pages are complete.", check: .pagesComplete)
        let contract = try Reference.contract().with { $0.rules.append(rule) }
        let (_, results) = await verify(
            Reference.backend(contract),
            contract,
            VerifierOptions(isStrict: true, only: ["pages of one record"])
        )
        let result = try #require(results.first { $0.identity.suite == "chat/messages" })
        #expect(result.outcome == .passed)
    }

    @Test(
        "takes the arguments of pages where another argument is required",
        arguments: [("purse", "ListEntries"), ("toolshed", "list_loans")]
    )
    func otherWires(service: String, action: String) async throws {
        let folder = ProjectFolder.root.appending(path: "Tests/Services/\(service)/contract").path
        let contract = try ContractFolder.load(folder)
        let store = InMemoryStore(contract.tables.map(\.definition))
        let endpoint = BehaviourEndpoint(BehaviourProgram(contract), BehaviourEnvironment(store: store))
        var options = VerifierOptions(isStrict: true, only: ["pages of one record"])
        options.tokens = BearerTokens { subject, _, _ in
            "e30.\(Base64URL.encode(JSONValue.object(["sub": .string(subject)]).serialized())).signature"
        }
        let (_, results) = await verify(endpoint, contract, options)
        let result = try #require(results.first { $0.identity.suite == action })
        #expect(result.outcome == .passed)
    }
}
