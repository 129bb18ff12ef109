/// Who may use the actions of an endpoint, as an option says it.
public enum AuthorizationMode: Sendable {
    /// Everyone: tokens are not looked at.
    case off
    /// Who has a token that one of these keys has signed.
    case tokens(TokenKeys)

    /// Reads the value of an option: `supabase:SECRET`, `none`, or the path of a JSON Web Key Set.
    ///
    /// - Throws: ``AuthorizationError`` when it is none of them, or the file of keys is missing or broken.
    public init(_ text: String) async throws(AuthorizationError) {
        let prefix = "supabase:"
        if text == "none" {
            self = .off
        } else if text.hasPrefix(prefix) {
            self = .tokens(try await TokenKeys(secret: String(text.dropFirst(prefix.count))))
        } else if text.isEmpty || text.contains(":") {
            // Nothing of it is shown: it may be a secret with a slip of the pen before it.
            throw .unknownForm
        } else {
            self = .tokens(try await TokenKeys(contentsOf: text))
        }
    }
}
