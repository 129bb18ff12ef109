import ArgumentParser
import Authorization
import Contracts
import Lambda
import Verifier
import VerifierEvents

/// The options for tokens, for an endpoint with authorization enabled.
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

    /// Validates values and combinations of options.
    ///
    /// - Throws: `ValidationError` for the first problem.
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

    /// Returns the tokens for the verifier; `nil` when none are given.
    ///
    /// - Throws: ``CommandLineError`` when the secret cannot sign.
    func tokens(for contract: Contract) async throws(CommandLineError) -> BearerTokens? {
        if let maker = try await maker(for: contract) { return BearerTokens(make: maker) }
        let tokens = BearerTokens(user: tokenUser, other: tokenOther, admin: tokenAdmin)
        return tokenUser == nil && tokenOther == nil && tokenAdmin == nil ? nil : tokens
    }

    /// Returns a factory of tokens signed with the secret; `nil` without one.
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
