import ArgumentParser
import Authorization
import Contracts
import Lambda
import Verifier
import VerifierEvents

/// The options for tokens and API keys, for an endpoint with authorization enabled.
struct TokenOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A user's bearer token; it is never shown.", valueName: "token"))
    var tokenUser: String?

    @Option(help: ArgumentHelp("Another user's bearer token.", valueName: "token"))
    var tokenOther: String?

    @Option(help: ArgumentHelp("A bearer token with the role that actions require.", valueName: "token"))
    var tokenAdmin: String?

    @Option(
        help: ArgumentHelp(
            "The secret that signs tokens (HS256): every request gets the token that it needs.",
            valueName: "text"
        )
    )
    var jwtSecret: String?

    @Option(
        help: ArgumentHelp(
            "The API key of requests; it is never shown. By default the first of the contract's keys.",
            valueName: "key"
        )
    )
    var apiKey: String?

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
        if apiKey == "" {
            throw ValidationError("--api-key is empty; give the key, or leave the option out")
        }
        let hasHeader = headers.contains { $0.name.lowercased() == "authorization" }
        if hasHeader, hasTokens || jwtSecret != nil {
            throw ValidationError(
                "a --header Authorization excludes tokens for each request; give one or the other"
            )
        }
    }

    /// Returns the API key for the verifier; `nil` where the contract has no keys.
    ///
    /// - Throws: ``CommandLineError`` when a key is given that has no place in a request.
    func key(for contract: Contract) throws(CommandLineError) -> String? {
        guard let keys = contract.service.apiKeys else {
            guard apiKey == nil else {
                throw CommandLineError(
                    "service.json does not say where an API key goes; add \"apiKey\" to its \"authorization\","
                        + " or leave --api-key out"
                )
            }
            return nil
        }
        return apiKey ?? keys.defaultKey?.value
    }

    /// Returns the tokens for the verifier; `nil` when none are given.
    ///
    /// - Throws: ``CommandLineError`` when the secret cannot sign.
    func tokens(for contract: Contract) async throws(CommandLineError) -> BearerTokens? {
        if let maker = try await maker(for: contract) { return BearerTokens(make: maker) }
        let tokens = BearerTokens(user: tokenUser, other: tokenOther, privileged: tokenAdmin)
        return tokenUser == nil && tokenOther == nil && tokenAdmin == nil ? nil : tokens
    }

    /// Returns a factory of tokens signed with the secret; `nil` without one.
    private func maker(for contract: Contract) async throws(CommandLineError) -> BearerTokens.Maker? {
        guard let jwtSecret else { return nil }
        let claims = contract.service.authorization ?? TokenClaims(audience: nil)
        do throws(AuthorizationError) {
            let signer = try await TokenSigner(secret: jwtSecret)
            return { subject, role, seconds in
                try? await signer.token(
                    TokenDescription(
                        subject: subject,
                        subjectPlace: claims.subject,
                        role: role,
                        audience: claims.audience,
                        seconds: seconds
                    )
                )
            }
        } catch {
            throw CommandLineError(error.description)
        }
    }
}
