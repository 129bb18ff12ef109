import Lambda

/// Hides what must not be read from a journal that is pasted into a bug report.
enum Secrets {
    /// What stands in place of a secret.
    static let mask = "***"

    private static let headerNames: Set<String> = [
        "authorization", "cookie", "proxy-authorization", "set-cookie",
    ]
    private static let words = ["token", "secret", "password", "api-key", "apikey", "api_key"]

    /// The header lines with the values of credentials masked.
    static func mask(_ headers: HeaderFields) -> HeaderFields {
        HeaderFields(
            headers.fields.map { field in
                isSecret(field.name) ? HeaderField(field.name, mask) : field
            }
        )
    }

    /// The query with the values of credentials masked, otherwise as it was sent.
    static func mask(query: String) -> String {
        guard words.contains(where: query.lowercased().contains) else { return query }
        return query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            let name = pair.prefix { $0 != "=" }
            return isSecret(String(name)) ? "\(name)=\(mask)" : String(pair)
        }
        .joined(separator: "&")
    }

    private static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return headerNames.contains(name) || words.contains(where: name.contains)
    }
}
