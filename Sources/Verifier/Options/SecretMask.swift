import Conformance
import Foundation
import JSON
public import Lambda
import VerifierEvents

/// Masks secrets in everything that is shown, since an endpoint may repeat the request in its response.
public struct SecretMask: Sendable {
    /// The secrets, the longest first, with the length of the prefix that counts as found: a response may be truncated in the
    /// middle of a secret.
    private let secrets: [(bytes: [UInt8], least: Int)]

    /// Whether to mask everything that looks like a signed token, since a run creates many of them.
    private let hidesTokens: Bool

    private static let replacement = "***"
    private static let shortest = 4
    /// The minimum length of a secret's prefix to mask; shorter ones reveal nothing, and may be coincidence.
    private static let shortestPart = 10
    private static let schemes: Set<String> = ["Bearer", "Basic", "Digest", "Negotiate"]

    /// Creates a mask.
    ///
    /// - Parameters:
    ///   - headers: Headers whose values are secret, whole and by their words: `Bearer TOKEN`.
    ///   - url: A URL whose user information and query values are secret.
    ///   - hidesTokens: Whether everything that looks like a signed token (JWT) is secret.
    public init(headers: [HeaderField], url: String = "", hidesTokens: Bool = false) {
        self.hidesTokens = hidesTokens
        var secrets = Set<String>()
        for header in headers {
            secrets.insert(header.value)
            for word in header.value.split(whereSeparator: { " ;,".contains($0) }) {
                secrets.insert(String(word))
                if let equals = word.firstIndex(of: "=") {
                    secrets.insert(word[word.index(after: equals)...].trimmingCharacters(in: Self.quotes))
                }
            }
        }
        let parts = Self.secretParts(of: url)
        secrets.formUnion(parts)
        secrets.formUnion(parts.compactMap { $0.replacing("+", with: " ").removingPercentEncoding })
        secrets.formUnion(secrets.flatMap(Self.otherForms))
        self.secrets = secrets.filter { $0.utf8.count >= Self.shortest && !Self.schemes.contains($0) }
            .sorted { ($0.utf8.count, $1) > ($1.utf8.count, $0) }
            .map { (Array($0.utf8), min($0.utf8.count, max(Self.shortestPart, $0.utf8.count / 3))) }
    }

    /// Creates a mask for headers.
    init(_ headers: [HeaderField]) {
        self.init(headers: headers)
    }

    private static let quotes = CharacterSet(charactersIn: "\"'")

    /// Returns the encodings in which a text may come back: percent-encoded, as in a JSON string, with escaped slashes, in Base64.
    private static func otherForms(of text: String) -> [String] {
        let json = String(JSONValue.string(text).compactText.dropFirst().dropLast())
        let encoded = [CharacterSet.alphanumerics, .urlQueryAllowed].compactMap {
            text.addingPercentEncoding(withAllowedCharacters: $0)
        }
        return [
            json, json.replacing("/", with: #"\/"#), json.replacing("/", with: #"\u002f"#),
            json.replacing("/", with: #"\u002F"#), Data(text.utf8).base64EncodedString(),
        ] + encoded + encoded.map(withSmallDigits)
    }

    /// Returns a percent-encoded text with `%2f` instead of `%2F`.
    private static func withSmallDigits(_ encoded: String) -> String {
        var digits = 0
        return String(
            encoded.map { character in
                guard character != "%" else {
                    digits = 2
                    return character
                }
                guard digits > 0 else { return character }
                digits -= 1
                return Character(character.lowercased())
            }
        )
    }

    /// Returns the text without secrets.
    ///
    /// - Complexity: O(*n* · *s*) in the length of the text and the number of secrets.
    public func masked(_ text: String) -> String {
        guard hidesSomething else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let found =
                length(inside: bytes, at: index)
                ?? (hidesTokens ? Self.lengthOfToken(in: bytes, at: index) : nil)
            if let found {
                result += Self.replacement.utf8
                index += found
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result.count == bytes.count ? text : String(decoding: result, as: UTF8.self)
    }

    /// Returns the number of bytes of any secret at an index; `nil` when there are too few.
    ///
    /// One encoding of a secret may match further than another. Where none matches to its end, the following characters of a
    /// credential belong to it: the encoding may be an unknown one.
    private func length(inside bytes: [UInt8], at index: Int) -> Int? {
        var longest: Int?
        for secret in secrets {
            guard let length = Self.length(of: secret.bytes, secret.least, in: bytes, at: index) else {
                continue
            }
            if length == secret.bytes.count { return max(length, longest ?? 0) }
            longest = max(length, longest ?? 0)
        }
        return longest.map { part in
            part + bytes[(index + part)...].prefix(while: Self.isOfWord).count
        }
    }

    /// Returns whether a byte may occur in a credential or in an encoded one.
    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "%+/=-_.~\\".utf8.contains(byte)
        }
    }

    /// Returns the number of bytes of a secret at an index; `nil` when there are too few.
    private static func length(
        of secret: [UInt8],
        _ least: Int,
        in bytes: [UInt8],
        at index: Int
    ) -> Int? {
        guard bytes[index] == secret[0] else { return nil }
        var length = 1
        while length < secret.count, index + length < bytes.count, bytes[index + length] == secret[length] {
            length += 1
        }
        return length >= least ? length : nil
    }

    private var hidesSomething: Bool { hidesTokens || !secrets.isEmpty }

    /// Returns the number of bytes of a token at an index; `nil` when there is none.
    ///
    /// The header of each begins with a JSON object's `{"`, in Base64; a response may be truncated in its middle.
    private static func lengthOfToken(in bytes: [UInt8], at index: Int) -> Int? {
        guard bytes[index...].starts(with: "eyJ".utf8) else { return nil }
        let rest = bytes[index...].prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        return rest.count > shortestPart ? rest.count : nil
    }

    /// Returns the value with every string and name in it masked.
    func masked(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(masked(text))
        case .array(let elements): .array(elements.map(masked))
        case .object(let object):
            .object(JSONObject(object.map { JSONMember(name: masked($0.name), value: masked($0.value)) }))
        default: value
        }
    }

    /// Returns the failure without secrets.
    func masked(_ failure: Failure) -> Failure {
        guard hidesSomething else { return failure }
        return Failure(
            rule: failure.rule,
            summary: masked(failure.summary),
            deviations: failure.deviations.map { $0.map(masked, masked) },
            exchange: failure.exchange?.map(masked, masked),
            actions: failure.actions,
            script: masked(failure.script),
            reproductions: failure.reproductions,
            scenario: failure.scenario.map(masked)
        )
    }

    /// Returns the result without secrets.
    func masked(_ result: CaseResult) -> CaseResult {
        guard hidesSomething else { return result }
        var result = result
        switch result.outcome {
        case .passed: break
        case .failed(let failures): result.outcome = .failed(failures.map(masked))
        case .error(let reason): result.outcome = .error(masked(reason))
        case .skipped(let reason): result.outcome = .skipped(masked(reason))
        }
        result.warnings = result.warnings.map(masked)
        result.known = result.known.map(masked)
        return result
    }

    /// The user information, its parts, and the values of the query.
    private static func secretParts(of url: String) -> [String] {
        var parts: [String] = []
        if let scheme = url.firstRange(of: "://") {
            let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
            if let at = authority.lastIndex(of: "@") {
                let user = authority[..<at]
                parts.append(String(user))
                parts += user.split(separator: ":", maxSplits: 1).map(String.init)
            }
        }
        if let mark = url.firstIndex(of: "?") {
            parts += url[url.index(after: mark)...].split { "&;#".contains($0) }.compactMap { parameter in
                let pair = parameter.split(separator: "=", maxSplits: 1)
                return pair.count == 2 ? String(pair[1]) : nil
            }
        }
        return parts
    }

    /// Returns a URL without user information and without the values of its query.
    public static func maskedURL(_ url: String) -> String {
        var text = url
        if let scheme = text.firstRange(of: "://") {
            let rest = text[scheme.upperBound...]
            let authority = rest.prefix { !"/?#".contains($0) }
            if let at = authority.lastIndex(of: "@") {
                text = text[..<scheme.upperBound] + "\(replacement)@" + text[authority.index(after: at)...]
            }
        }
        guard let mark = text.firstIndex(of: "?") else { return text }
        let parameters = text[text.index(after: mark)...].split(separator: "&").map { parameter in
            parameter.split(separator: "=", maxSplits: 1).first.map { "\($0)=\(replacement)" } ?? ""
        }
        return text[...mark] + parameters.joined(separator: "&")
    }
}
