import ArgumentParser
import Authorization

/// `understudy token`: creates a bearer token.
struct TokenCommand: AsyncParsableCommand {
    private static let longest = 10 * 365 * 86_400.0

    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Creates a bearer token like Supabase's, for tests.",
        discussion: """
            The token is signed with a secret (HS256), or with a private key in PEM: ES256, ES384, ES512, RS256 or \
            EdDSA, depending on the key. Use UNDERSTUDY_SECRET to keep the secret out of the command line.

            Examples:
              understudy token --sub ana --secret super-secret-jwt-token-with-at-least-32-characters-long
              understudy token --sub root --role editor --secret super-secret-jwt-token-with-at-least-32-characters-long --expires-in 60
              understudy token --sub ana --key key.pem --kid 2026-01
            """
    )

    @Option(help: ArgumentHelp("Whose token it is: the claim \"sub\".", valueName: "id"))
    var sub: String

    @Option(
        help: ArgumentHelp("The role in the application, in app_metadata.", valueName: "name")
    )
    var role: String?

    @Option(help: ArgumentHelp("The secret to sign with.", valueName: "text"))
    var secret: String?

    @Option(
        help: ArgumentHelp("The private key to sign with, in PEM.", valueName: "file"),
        completion: .file(extensions: ["pem"])
    )
    var key: String?

    @Option(help: ArgumentHelp("The id of the key, by which a key set is searched.", valueName: "id"))
    var kid: String?

    @Option(help: ArgumentHelp("Whom the token is for.", valueName: "name"))
    var audience = "authenticated"

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How long the token is valid; below 0 it is over already.", valueName: "seconds")
    )
    var expiresIn = 3_600.0

    func validate() throws {
        guard (secret == nil) != (key == nil) else {
            throw ValidationError("a token is signed with a --secret or a --key; give one of them")
        }
        guard !sub.isEmpty else { throw ValidationError("--sub is empty; use --sub ana") }
        guard abs(expiresIn) <= Self.longest else {
            throw ValidationError("--expires-in \(expiresIn) is more than ten years; use --expires-in 3600")
        }
    }

    func run() async throws {
        do throws(AuthorizationError) {
            let signer: TokenSigner
            if let key {
                signer = try await TokenSigner(contentsOf: key, identifier: kid)
            } else {
                signer = try await TokenSigner(secret: secret ?? "", identifier: kid)
            }
            let description = TokenDescription(
                subject: sub,
                role: role,
                audience: audience.isEmpty ? nil : audience,
                seconds: expiresIn
            )
            Terminal.write(try await signer.token(description))
        } catch {
            throw CommandLineError(error.description)
        }
    }
}
