import Authorization
import Backend
import Contracts
import Foundation
import JSON
import Lambda
import Tables
import Testing
import Verifier
import VerifierEvents

@Suite("The verifier against authorization")
struct BearerTests {
    private static let secret = "a secret of the tests that is long enough"

    /// What an authorizer forgets, and the rules that this breaks.
    enum Forgotten: String, CaseIterable {
        case nothing, end, signature, subject, owner, role, token, publicAction, adminsOfRecords

        var rules: Set<String> {
            switch self {
            case .nothing: []
            case .end, .signature: ["bearer-invalid"]
            case .subject: ["bearer-subject"]
            case .owner, .adminsOfRecords: ["bearer-owner"]
            case .role: ["bearer-role"]
            case .token: ["bearer-required", "bearer-invalid", "bearer-subject"]
            case .publicAction: ["bearer-public"]
            }
        }

        /// What the forgetful authorizer takes for the action's requirements.
        func changed(_ action: Action) -> ActionAuthorization? {
            var wanted = action.authorization
            switch self {
            case .subject: wanted?.subject = nil
            case .owner: wanted?.owner = nil
            case .adminsOfRecords: wanted?.owner?.role = nil
            case .role: wanted?.role = nil
            case .token where action.name == "affiliate/stats": wanted?.isPublic = true
            case .publicAction: wanted?.isPublic = false
            case .token, .nothing, .end, .signature: break
            }
            return wanted
        }
    }

    @Test("finds what an authorizer forgets, and nothing else", arguments: Forgotten.allCases)
    func forgotten(_ forgotten: Forgotten) async throws {
        let contract = try Reference.contract()
        let (summary, results) = await verify(
            try await Self.endpoint(forgotten, contract),
            contract,
            VerifierOptions(isStrict: true, only: ["bearer-"], tokens: try await Self.tokens())
        )
        #expect(Set(results.flatMap(\.failures).map(\.rule.id)) == forgotten.rules)
        #expect(results.count { if case .passed = $0.outcome { true } else { false } } > 10)
        #expect(summary.total.skipped == 0 || forgotten == .publicAction)
        for failure in results.flatMap(\.failures) {
            #expect(!failure.script.contains("eyJ"), "\(failure.script)")
            #expect(failure.script.contains("Authorization:"))
        }
    }

    @Test("needs no secret where tokens are given")
    func given() async throws {
        let contract = try Reference.contract()
        let signer = try await TokenSigner(secret: Self.secret)
        let tokens = BearerTokens(
            user: try await signer.token(TokenDescription(subject: "ana")),
            other: try await signer.token(TokenDescription(subject: "ben")),
            privileged: try await signer.token(TokenDescription(subject: "root", role: "admin"))
        )
        for forgotten in [Forgotten.nothing, .subject, .signature] {
            let (_, results) = await verify(
                try await Self.endpoint(forgotten, contract),
                contract,
                VerifierOptions(isStrict: true, only: ["bearer-"], tokens: tokens)
            )
            #expect(Set(results.flatMap(\.failures).map(\.rule.id)) == forgotten.rules)
        }
    }

    @Test("skips, and says why, without tokens and where the endpoint asks for none")
    func skipped() async throws {
        let contract = try Reference.contract()
        for (tokens, part) in [(nil, "no tokens were given"), (try await Self.tokens(), "switched on")] {
            let (summary, results) = await verify(
                Reference.backend(contract),
                contract,
                VerifierOptions(only: ["bearer-"], tokens: tokens)
            )
            #expect(summary.total.skipped == summary.total.cases)
            for result in results {
                guard case .skipped(let reason) = result.outcome else { continue }
                #expect(reason.contains(part), "\(reason)")
            }
        }
    }

    private static func tokens() async throws -> BearerTokens {
        let signer = try await TokenSigner(secret: secret)
        return BearerTokens { subject, role, seconds in
            try? await signer.token(TokenDescription(subject: subject, role: role, seconds: seconds))
        }
    }

    /// The reference implementation behind an authorizer that forgets something.
    private static func endpoint(_ forgotten: Forgotten, _ contract: Contract) async throws -> any Endpoint {
        let actions = contract.actions.map { action in
            var action = action
            action.authorization = forgotten.changed(action)
            return action
        }
        let keys = try await TokenKeys(secret: secret)
        let check = TokenCheck(keys, claims: contract.service.authorization ?? TokenClaims()) {
            forgotten == .end ? Date(timeIntervalSince1970: 0) : Date()
        }
        let store = InMemoryStore(contract.tables.map(\.definition))
        let authorizer = Authorizer(
            contract: Contract(service: contract.service, actions: actions, tables: contract.tables),
            tokens: check
        )
        let guarded = AuthorizedEndpoint(SupportBackend(store: store), authorizer: authorizer, store: store)
        guard forgotten == .signature else { return guarded }
        let signer = try await TokenSigner(secret: secret)
        return ScriptedEndpoint { request async throws(EndpointError) in
            var request = request
            // Believes whatever stands in a token that has not ended: signs it anew.
            if let claims = Self.claims(in: request), let subject = claims["sub"]?.stringValue,
                let end = claims["exp"]?.numberValue?.doubleValue
            {
                let description = TokenDescription(
                    subject: subject,
                    role: claims["app_metadata"]?["role"]?.stringValue,
                    seconds: end - Date().timeIntervalSince1970
                )
                let token = try? await signer.token(description)
                request.headers["Authorization"] = token.map { "Bearer \($0)" }
            }
            return try await guarded.send(request)
        }
    }

    private static func claims(in request: LambdaRequest) -> JSONValue? {
        let parts = (request.headers["Authorization"] ?? "").split(separator: ".")
        guard parts.count >= 2 else { return nil }
        let text = parts[1].replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).flatMap { try? JSONValue(parsing: Array($0)) }
    }
}
