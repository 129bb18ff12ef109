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

    /// Returns a factory of a contract's authorizer; `nil` where no tokens are required.
    ///
    /// - Throws: ``CommandLineError`` when the keys cannot be read.
    func authorizer() async throws(CommandLineError) -> (@Sendable (Contract) -> Authorizer)? {
        let mode: AuthorizationMode
        do throws(AuthorizationError) {
            mode = try await AuthorizationMode(auth)
        } catch {
            throw CommandLineError(error.description)
        }
        guard case .tokens(let keys) = mode else { return nil }
        return { [authAudience] contract in Authorizer(contract: contract, keys: keys, audience: authAudience)
        }
    }
}
