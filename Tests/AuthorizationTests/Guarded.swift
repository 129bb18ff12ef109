import Backend
import Contracts
import Foundation
import JSON
import Lambda
import Tables
import TestSupport

@testable import Authorization

/// The project's reference implementation behind an authorizer.
struct Guarded: Sendable {
    let contract: Contract
    let store: InMemoryStore
    let endpoint: AuthorizedEndpoint

    init(_ issuer: TokenCase.Issuer = .secret, audience: String? = nil) async throws {
        contract = try Self.loaded.get()
        store = InMemoryStore(contract.tables.map(\.definition))
        let keys: TokenKeys
        switch issuer {
        case .secret: keys = try await TokenKeys(secret: TestKeys.secret)
        case .keys: keys = try await TokenKeys(parsing: try TestKeys.set(), path: "keys.json")
        }
        var claims = contract.service.authorization ?? TokenClaims()
        if let audience { claims.audience = audience }
        let authorizer = Authorizer(
            contract: contract,
            tokens: TokenCheck(keys, claims: claims) { TokenCase.now }
        )
        endpoint = AuthorizedEndpoint(SupportBackend(store: store), authorizer: authorizer, store: store)
    }

    private static let loaded = Result { try ContractFolder.load(ProjectFolder.contracts) }

    /// A token of somebody, perhaps with a role.
    static func token(_ subject: String, role: String? = nil) async throws -> String {
        try await TokenSigner(secret: TestKeys.secret)
            .token(TokenDescription(subject: subject, role: role, seconds: 60, issued: TokenCase.now))
    }

    /// Sends a read.
    func get(_ query: String, token: String? = nil, method: String = "GET") async throws -> LambdaResponse {
        try await send(LambdaRequest(method: method, rawQuery: query), token)
    }

    /// Sends a write.
    func post(_ body: String, query: String = "", token: String? = nil) async throws -> LambdaResponse {
        try await send(LambdaRequest(method: "POST", rawQuery: query, body: Array(body.utf8)), token)
    }

    private func send(_ request: LambdaRequest, _ token: String?) async throws -> LambdaResponse {
        var request = request
        if let token { request.headers["Authorization"] = "Bearer \(token)" }
        return try await endpoint.send(request)
    }

    /// Makes a conversation; returns its id.
    func conversation(of user: String) async throws -> String {
        let answer = try await post(
            #"{"action": "chat/send", "user_id": "\#(user)", "store_url": "s", "message": "Hello"}"#,
            token: try await Self.token(user)
        )
        return try JSONValue(parsing: answer.body)["conversation_id"]?.stringValue ?? ""
    }
}
