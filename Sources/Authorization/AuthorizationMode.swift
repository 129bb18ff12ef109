/// The authorization mode of an endpoint, as an option value.
public enum AuthorizationMode: Sendable {
    /// No authorization: tokens are ignored.
    case off
    /// Tokens are required that one of these keys has signed.
    case tokens(TokenKeys)

    /// Parses the value of an option: `supabase:SECRET`, `none`, or the path of a JSON Web Key Set.
    ///
    /// - Throws: ``AuthorizationError`` when it is none of them, or the file of keys is missing or invalid.
    public init(_ text: String) async throws(AuthorizationError) {
        let prefix = "supabase:"
        if text == "none" {
            self = .off
        } else if text.hasPrefix(prefix) {
            self = .tokens(try await TokenKeys(secret: String(text.dropFirst(prefix.count))))
        } else if text.isEmpty || text.contains(":") {
            // The value is not shown: it may be a secret with a misspelt prefix.
            throw .unknownForm
        } else {
            self = .tokens(try await TokenKeys(contentsOf: text))
        }
    }
}
