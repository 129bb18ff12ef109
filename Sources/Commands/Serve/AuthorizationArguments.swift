import ArgumentParser
import Authorization
import Contracts

/// The options for bearer tokens.
struct AuthorizationArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Requires bearer tokens: supabase:SECRET, a file of public keys (JWKS), or none.",
            valueName: "supabase:secret|file|none"
        )
    )
    var auth = "none"

    @Option(
        help: ArgumentHelp(
            "The required aud of tokens; by default the contract's.",
            valueName: "name"
        )
    )
    var authAudience: String?

    /// Returns a factory of a contract's authorizers: of its API keys where it has them, and of tokens where they are required.
    ///
    /// - Throws: ``CommandLineError`` when the keys of tokens cannot be read.
    func authorizers() async throws(CommandLineError) -> @Sendable (Contract) -> [Authorizer] {
        let mode: AuthorizationMode
        do throws(AuthorizationError) {
            mode = try await AuthorizationMode(auth)
        } catch {
            throw CommandLineError(error.description)
        }
        return { [authAudience] contract in
            var authorizers =
                contract.service.apiKeys.map { [Authorizer(contract: contract, keys: $0)] } ?? []
            if case .tokens(let keys) = mode {
                authorizers.append(Authorizer(contract: contract, keys: keys, audience: authAudience))
            }
            return authorizers
        }
    }
}
