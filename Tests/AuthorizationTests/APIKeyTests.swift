import Authorization
import Contracts
import Foundation
import Lambda
import Tables
import TestSupport
import Testing

@Suite("The authorization by API keys")
struct APIKeyTests {
    private static let folder = ProjectFolder.root.appending(path: "Tests/Services/planner/contract").path

    /// The contract with keys at a place, and with other requirements of its actions.
    private static func contract(
        _ place: APIKeys.Place,
        _ requirements: (Action) -> ActionAuthorization? = { $0.authorization }
    ) throws -> Contract {
        try ContractFolder.load(folder).with { service in
            service.apiKeys?.place = place
            service.apiKeys?.keys.append(APIKeys.Key(value: "clerk-key", subject: "clerk", roles: ["clerk"]))
        } action: { action in
            action.authorization = requirements(action)
        }
    }

    /// Sends a read through the authorizer; the endpoint behind it answers 200 to everything.
    private static func status(
        _ contract: Contract,
        path: String = "/tasks/1",
        query: String = "",
        headers: HeaderFields = HeaderFields(),
        method: String = "GET"
    ) async throws -> LambdaResponse {
        let keys = try #require(contract.service.apiKeys)
        let store = InMemoryStore(contract.tables.map(\.definition))
        let authorizer = Authorizer(contract: contract, keys: keys)
        return try await AuthorizedEndpoint(Open(), authorizer: authorizer, store: store)
            .send(LambdaRequest(method: method, path: path, rawQuery: query, headers: headers))
    }

    private struct Open: Endpoint {
        func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
            LambdaResponse(status: 200)
        }
    }

    @Test(
        "serves a known key in a header only",
        arguments: [
            ("planner-key-1", 200), ("clerk-key", 200), ("Planner-Key-1", 401), ("", 401), (nil, 401),
        ]
    )
    func header(key: String?, expected: Int) async throws {
        let headers = HeaderFields(key.map { [HeaderField("x-api-key", $0)] } ?? [])
        let response = try await Self.status(try Self.contract(.header("X-Api-Key")), headers: headers)
        #expect(response.status == expected)
        #expect((response.headers["WWW-Authenticate"] != nil) == (expected == 401))
        if expected == 401 { #expect(response.headers["Content-Type"] == "application/problem+json") }
    }

    @Test(
        "serves a known key in the query only",
        arguments: [
            ("key=planner-key-2", 200), ("key=planner-key-2&key=planner-key-1", 401), ("key=x", 401),
            ("key=", 401),
            ("Key=planner-key-1", 401), ("", 401),
        ]
    )
    func parameter(query: String, expected: Int) async throws {
        let response = try await Self.status(try Self.contract(.query("key")), query: query)
        #expect(response.status == expected)
    }

    @Test(
        "serves any key where the contract lists none, but not two, nor the actions of another sender",
        arguments: [
            ("owner=ana&key=ana", 200), ("owner=ben&key=ana", 403), ("owner=ana", 401),
            ("owner=ana&key=ana&key=b", 401),
        ]
    )
    func anyKey(query: String, expected: Int) async throws {
        let contract = try Self.contract(.query("key")) {
            ActionAuthorization(subject: $0.name == "list_projects" ? "owner" : nil, location: $0.location)
        }.with { $0.apiKeys?.keys = [] }
        let response = try await Self.status(contract, path: "/projects", query: query)
        #expect(response.status == expected)
    }

    @Test("lets the preflight, unknown paths and public actions through")
    func open() async throws {
        let contract = try Self.contract(.header("X-Api-Key"))
        #expect(try await Self.status(contract, method: "OPTIONS").status == 200)
        #expect(try await Self.status(contract, path: "/nothing").status == 200)
        let open = try Self.contract(.header("X-Api-Key")) {
            ActionAuthorization(isPublic: true, location: $0.location)
        }
        #expect(try await Self.status(open).status == 200)
    }

    @Test(
        "holds keys to the roles and subjects that actions ask for",
        arguments: [("planner-key-1", 403), ("clerk-key", 200)]
    )
    func requirements(key: String, expected: Int) async throws {
        let contract = try Self.contract(.query("key")) { action in
            ActionAuthorization(
                subject: action.name == "list_projects" ? "owner" : nil,
                role: "clerk",
                location: action.location
            )
        }
        #expect(try await Self.status(contract, query: "key=\(key)").status == expected)
        let own = try await Self.status(contract, path: "/projects", query: "owner=clerk&key=\(key)")
        #expect(own.status == expected)
        let foreign = try await Self.status(contract, path: "/projects", query: "owner=ana&key=\(key)")
        #expect(foreign.status == 403)
    }
}
