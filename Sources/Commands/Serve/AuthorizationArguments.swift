import ArgumentParser
import Authorization
import Contracts

/// Who may use the mock's actions.
struct AuthorizationArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Asks for bearer tokens: supabase:SECRET, a file of public keys (JWKS), or none.",
            valueName: "supabase:secret|file|none"
        )
    )
    var auth = "none"

    @Option(
        help: ArgumentHelp(
            "What the aud of tokens must be; the contract's own unless given.",
            valueName: "name"
        )
    )
    var authAudience: String?

    /// Returns what makes the authorizer of a contract; `nil` where no tokens are asked for.
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
