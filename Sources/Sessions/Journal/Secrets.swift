import Lambda

/// Hides what must not be read from a journal that is pasted into a bug report.
enum Secrets {
    /// What stands in place of a secret.
    static let mask = "***"

    /// Names of header lines whose values are credentials, in lower case.
    private static let headerNames = ["authorization", "cookie", "proxy-authorization", "set-cookie"].map {
        Array($0.utf8)
    }
    /// What the name of a credential holds, in lower case.
    private static let words = ["token", "secret", "password", "api-key", "apikey", "api_key"].map {
        Array($0.utf8)
    }

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
        guard mentionsSecret(query) else { return query }
        return query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            let name = pair.prefix { $0 != "=" }
            return isSecret(name) ? "\(name)=\(mask)" : String(pair)
        }
        .joined(separator: "&")
    }

    private static func isSecret(_ name: some StringProtocol) -> Bool {
        headerNames.contains { name.utf8.elementsEqual($0) { lowered($0) == $1 } } || mentionsSecret(name)
    }

    /// Whether a text holds one of the words, in letters of any case.
    ///
    /// Every request's header lines and query pass through here, so it looks at bytes: `String.contains` takes a third of
    /// the mock's time for the same.
    /// - Complexity: O(*n*) in the text's length.
    private static func mentionsSecret(_ text: some StringProtocol) -> Bool {
        var text = String(text)
        return text.withUTF8 { text in
            words.contains { word in
                guard text.count >= word.count else { return false }
                return (0...text.count - word.count).contains { start in
                    word.indices.allSatisfy { lowered(text[start + $0]) == word[$0] }
                }
            }
        }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }
}
