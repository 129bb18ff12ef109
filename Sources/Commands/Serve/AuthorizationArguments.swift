import ArgumentParser
import Authorization
import Contracts
import Sessions

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

    /// How the function of each session is made: behind an authorizer where tokens are asked for.
    ///
    /// - Parameters:
    ///   - contract: The contract that is played just now.
    ///   - make: Makes the function itself.
    /// - Returns: What makes the function of a session.
    /// - Throws: ``CommandLineError`` when the keys cannot be read.
    func function(
        for contract: @escaping @Sendable () -> Contract,
        _ make: @escaping FunctionFactory
    ) async throws(CommandLineError) -> FunctionFactory {
        let mode: AuthorizationMode
        do throws(AuthorizationError) {
            mode = try await AuthorizationMode(auth)
        } catch {
            throw CommandLineError(error.description)
        }
        guard case .tokens(let keys) = mode else { return make }
        return { [authAudience] store, clock in
            AuthorizedEndpoint(
                make(store, clock),
                authorizer: Authorizer(contract: contract(), keys: keys, audience: authAudience),
                store: store
            )
        }
    }
}
