import Contracts
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

    /// Returns the headers with the values of credentials masked: those with a credential's name, and that of an API key.
    static func mask(_ headers: HeaderFields, key: APIKeys.Place?) -> HeaderFields {
        HeaderFields(
            headers.fields.map { field in
                if isSecret(field.name) || key?.isHeader(field.name) == true {
                    return HeaderField(field.name, mask)
                }
                guard addresses.isMatched(by: field.name) else { return field }
                return HeaderField(field.name, mask(address: field.value, key: key))
            }
        )
    }

    /// Returns the query with the values of credentials masked, otherwise unchanged.
    static func mask(query: String, key: APIKeys.Place?) -> String {
        var parameter: String?
        if case .query(let name)? = key { parameter = name }
        guard parameter != nil || hasEncodedName(query) || marks.isFound(in: query) else { return query }
        return query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            let name = String(pair.prefix { $0 != "=" })
            let isEncoded = name.utf8.contains { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }
            let decoded = isEncoded ? QueryString(parsing: name).parameters.first?.name : nil
            let plain = decoded ?? name
            return isSecret(plain) || plain == parameter ? "\(name)=\(mask)" : String(pair)
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

    private static func mask(address: String, key: APIKeys.Place?) -> String {
        guard let mark = address.firstIndex(where: { $0 == "?" || $0 == "#" }) else { return address }
        return address[...mark] + mask(query: String(address[address.index(after: mark)...]), key: key)
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

extension APIKeys.Place {
    /// Returns whether the key is in a header of this name, in upper or lower case; allocates nothing.
    fileprivate func isHeader(_ name: String) -> Bool {
        guard case .header(let own) = self, own.utf8.count == name.utf8.count else { return false }
        return own.utf8.elementsEqual(name.utf8) { WordSearch.lowered($0) == WordSearch.lowered($1) }
    }
}
