import Contracts
import JSON
import Lambda

/// What a request says of its sender: the payload of its token, or whose its API key is.
///
/// Signatures are not looked at: that is for the authorizer in front of an endpoint.
struct SenderClaims: Sendable {
    private let keys: APIKeys?
    private let hasTokens: Bool

    /// The query parameter that takes the API key; `nil` where there is none.
    var keyParameter: String? { keys?.parameter }

    init(_ service: Service) {
        keys = service.apiKeys
        hasTokens = service.authorization != nil
    }

    /// Returns the claims of a request; `nil` where it names no sender.
    ///
    /// - Complexity: O(*n*) in the length of the token.
    func claims(of routed: RoutedRequest) -> JSONValue? {
        if hasTokens { return Self.payload(routed.request.headers["Authorization"]) }
        guard let keys else { return nil }
        let values = keys.values(in: routed)
        guard values.count == 1, let key = keys.key(values[0]) else { return nil }
        return ["sub": .string(key.subject), "roles": .array(key.roles.map(JSONValue.string))]
    }

    /// The payload of a bearer token (RFC 7519, section 3).
    private static func payload(_ header: String?) -> JSONValue? {
        guard let words = header?.split(separator: " "), words.count == 2, words[0].lowercased() == "bearer"
        else { return nil }
        let parts = words[1].split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = Base64URL.decode(parts[1]) else { return nil }
        return try? JSONValue(parsing: bytes)
    }
}
