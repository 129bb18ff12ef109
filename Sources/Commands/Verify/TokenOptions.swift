import ArgumentParser
import Authorization
import Contracts
import Lambda
import Verifier

/// With which tokens an endpoint that has authorization switched on is tested.
struct TokenOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A user's bearer token; it is never shown.", valueName: "token"))
    var tokenUser: String?

    @Option(help: ArgumentHelp("Another user's bearer token.", valueName: "token"))
    var tokenOther: String?

    @Option(help: ArgumentHelp("An admin's bearer token.", valueName: "token"))
    var tokenAdmin: String?

    @Option(
        help: ArgumentHelp(
            "The secret that signs tokens (HS256): every request gets the token that it needs.",
            valueName: "text"
        )
    )
    var jwtSecret: String?

    /// Checks what the types of the options do not say.
    ///
    /// - Throws: `ValidationError` for the first that is wrong.
    func check(beside headers: [HeaderField]) throws {
        let hasTokens = tokenUser != nil || tokenOther != nil || tokenAdmin != nil
        if jwtSecret != nil, hasTokens {
            throw ValidationError("--jwt-secret makes all tokens; leave --token-user and its like out")
        }
        if jwtSecret == "" {
            throw ValidationError("--jwt-secret is empty; give the secret that signs tokens")
        }
        let hasHeader = headers.contains { $0.name.lowercased() == "authorization" }
        if hasHeader, hasTokens || jwtSecret != nil {
            throw ValidationError(
                "a --header Authorization excludes tokens for each request; give one or the other"
            )
        }
    }

    /// The tokens for the verifier; `nil` when none are given.
    ///
    /// - Throws: ``CommandLineError`` when the secret cannot sign.
    func tokens(for contract: Contract) async throws(CommandLineError) -> BearerTokens? {
        if let maker = try await maker(for: contract) { return BearerTokens(make: maker) }
        let tokens = BearerTokens(user: tokenUser, other: tokenOther, admin: tokenAdmin)
        return tokenUser == nil && tokenOther == nil && tokenAdmin == nil ? nil : tokens
    }

    /// What makes tokens of the secret; `nil` without one.
    private func maker(for contract: Contract) async throws(CommandLineError) -> BearerTokens.Maker? {
        guard let jwtSecret else { return nil }
        let audience = contract.service.authorization?.audience
        do throws(AuthorizationError) {
            let signer = try await TokenSigner(secret: jwtSecret)
            return { subject, role, seconds in
                try? await signer.token(
                    TokenDescription(subject: subject, role: role, audience: audience, seconds: seconds)
                )
            }
        } catch {
            throw CommandLineError(error.description)
        }
    }
}
