import JSON
import Lambda

/// Masks secrets, so that a journal can be pasted into a bug report.
enum JournalRedaction {
    /// The text that replaces a secret.
    static let mask = "***"

    private static let nameList = ["cookie", "set-cookie", "auth", "sig", "key"]
    private static let wordList = [
        "token", "secret", "password", "passwd", "api-key", "apikey", "api_key", "authorization", "signature",
        "credential", "jwt", "-auth",
    ]

    /// The exact names of credentials.
    private static let names = WordSearch(nameList)
    /// The words that a credential's name contains.
    private static let words = WordSearch(wordList)
    /// The words of which at least one occurs in every text that names a credential.
    private static let marks = WordSearch(nameList + wordList)
    /// The headers with a URL whose query may contain credentials.
    private static let addresses = WordSearch(["referer", "location"])

    /// Returns the headers with the values of credentials masked.
    static func mask(_ headers: HeaderFields) -> HeaderFields {
        HeaderFields(
            headers.fields.map { field in
                if isSecret(field.name) { return HeaderField(field.name, mask) }
                guard addresses.isMatched(by: field.name) else { return field }
                return HeaderField(field.name, mask(address: field.value))
            }
        )
    }

    /// Returns the query with the values of credentials masked, otherwise unchanged.
    static func mask(query: String) -> String {
        guard hasEncodedName(query) || marks.isFound(in: query) else { return query }
        return query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            let name = String(pair.prefix { $0 != "=" })
            let isEncoded = name.utf8.contains(UInt8(ascii: "%"))
            let decoded = isEncoded ? QueryString(parsing: name).parameters.first?.name : nil
            return isSecret(decoded ?? name) ? "\(name)=\(mask)" : String(pair)
        }
        .joined(separator: "&")
    }

    /// Returns the body with the values of credential members masked, otherwise unchanged.
    ///
    /// A body that mentions a credential and is not valid JSON, such as a truncated one, is masked as a whole.
    /// - Complexity: O(*n*) in the size of the body, which is parsed only when it mentions a credential.
    static func mask(body: [UInt8]) -> [UInt8] {
        guard body.withUnsafeBufferPointer({ marks.isFound(in: $0) }) else { return body }
        guard let value = try? JSONValue(parsing: body) else {
            // A short word such as `key` means little in text without member names.
            return body.withUnsafeBufferPointer { words.isFound(in: $0) } ? Array(mask.utf8) : body
        }
        let masked = masked(value)
        return masked == value ? body : masked.serialized()
    }

    /// Whether a parameter name is percent-encoded; values often are.
    private static func hasEncodedName(_ query: String) -> Bool {
        var isName = true
        for byte in query.utf8 {
            switch byte {
            case UInt8(ascii: "="): isName = false
            case UInt8(ascii: "&"): isName = true
            case UInt8(ascii: "%") where isName: return true
            default: break
            }
        }
        return false
    }

    private static func mask(address: String) -> String {
        guard let mark = address.firstIndex(where: { $0 == "?" || $0 == "#" }) else { return address }
        return address[...mark] + mask(query: String(address[address.index(after: mark)...]))
    }

    private static func masked(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): .array(elements.map(masked))
        case .object(let object):
            .object(
                JSONObject(
                    object.map { member in
                        let isHidden = isSecret(member.name) && member.value != .null
                        return JSONMember(
                            name: member.name,
                            value: isHidden ? .string(mask) : masked(member.value)
                        )
                    }
                )
            )
        default: value
        }
    }

    private static func isSecret(_ name: String) -> Bool {
        names.isMatched(by: name) || words.isFound(in: name)
    }
}
