import Authorization
import Crypto
import Foundation
import JSON
import Testing

/// A token, or what stands in a token's place, and the status that a read of ana's conversations gets with it.
struct TokenCase: Sendable, CustomTestStringConvertible {
    /// Who checks it.
    enum Issuer: Sendable {
        /// HS256 by a secret.
        case secret
        /// Public keys in a file.
        case keys
    }

    var name: String
    var issuer: Issuer
    var status: Int
    /// The lines of the header `Authorization`.
    var lines: @Sendable () async throws -> [String]

    var testDescription: String { name }

    init(
        _ name: String,
        _ status: Int,
        by issuer: Issuer = .secret,
        _ token: @escaping @Sendable () async throws -> String
    ) {
        self.name = name
        self.issuer = issuer
        self.status = status
        lines = { ["Bearer \(try await token())"] }
    }

    init(_ name: String, lines: [String]) {
        self.name = name
        issuer = .secret
        status = 401
        self.lines = { lines }
    }

    /// The time by which tokens of the tests are judged.
    static let now = Date(timeIntervalSince1970: 1_800_000_000)

    static let header = #"{"alg":"HS256","typ":"JWT"}"#
    static let payload = #"{"sub":"ana","aud":"authenticated","exp":1800000060}"#

    /// A token of any texts, signed with the tests' secret by HMAC itself.
    static func signed(
        _ header: String = header,
        _ payload: String = payload,
        with secret: [UInt8] = Array(TestKeys.secret.utf8)
    ) -> String {
        let text = "\(encode(Array(header.utf8))).\(encode(Array(payload.utf8)))"
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: secret))
        return "\(text).\(encode(Array(code)))"
    }

    static func encode(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// A token of ana's that a private key signs.
    static func made(
        _ pem: String,
        _ identifier: String?,
        seconds: Double = 60,
        subject: String = "ana"
    ) async throws -> String {
        try await TokenSigner(pem: pem, identifier: identifier)
            .token(TokenDescription(subject: subject, seconds: seconds, issued: now))
    }

    /// A token with a character of one of its parts changed.
    static func changed(_ token: String, part: Int) -> String {
        var parts = token.split(separator: ".").map { Array($0) }
        parts[part][4] = parts[part][4] == "A" ? "B" : "A"
        return parts.map { String($0) }.joined(separator: ".")
    }
}

extension TokenCase {
    static let all = held + times + claims + signatures + forms + keyed

    private static let held = [
        TokenCase("a token that holds", 200) { signed() },
        TokenCase("a token with a key id, which a secret does not have", 200) {
            signed(#"{"alg":"HS256","typ":"JWT","kid":"abc"}"#)
        },
        TokenCase("a token with a fraction of a second left", 200) {
            signed(header, #"{"sub":"ana","aud":"authenticated","exp":1800000000.5}"#)
        },
        TokenCase("a token with several audiences, one of them ours", 200) {
            signed(header, #"{"sub":"ana","aud":["x","authenticated"],"exp":1800000060}"#)
        },
        TokenCase("a token of somebody else", 403) {
            signed(header, #"{"sub":"ben","aud":"authenticated","exp":1800000060}"#)
        },
        TokenCase("a token whose subject differs in its case", 403) {
            signed(header, #"{"sub":"Ana","aud":"authenticated","exp":1800000060}"#)
        },
        TokenCase("a token of an admin, for whom somebody's conversations are another's", 403) {
            signed(
                header,
                #"{"sub":"root","aud":"authenticated","exp":1800000060,"app_metadata":{"role":"admin"}}"#
            )
        },
    ]

    private static let times = [
        TokenCase("an expired token", 401) {
            signed(header, #"{"sub":"ana","aud":"authenticated","exp":1799999999}"#)
        },
        TokenCase("a token that ends now", 401) {
            signed(header, #"{"sub":"ana","aud":"authenticated","exp":1800000000}"#)
        },
        TokenCase("a token without an end", 401) { signed(header, #"{"sub":"ana","aud":"authenticated"}"#) },
        TokenCase("a token whose end is a text", 401) {
            signed(header, #"{"sub":"ana","aud":"authenticated","exp":"1800000060"}"#)
        },
        TokenCase("a token that is not valid yet", 401) {
            signed(header, #"{"sub":"ana","aud":"authenticated","exp":1800000060,"nbf":1800000001}"#)
        },
        TokenCase("a token that is valid from now on", 200) {
            signed(header, #"{"sub":"ana","aud":"authenticated","exp":1800000060,"nbf":1800000000}"#)
        },
    ]

    private static let claims = [
        TokenCase("a token for another audience", 401) {
            signed(header, #"{"sub":"ana","aud":"anon","exp":1800000060}"#)
        },
        TokenCase("a token without an audience", 401) { signed(header, #"{"sub":"ana","exp":1800000060}"#) },
        TokenCase("a token without a subject", 401) {
            signed(header, #"{"aud":"authenticated","exp":1800000060}"#)
        },
        TokenCase("a token with an empty subject", 401) {
            signed(header, #"{"sub":"","aud":"authenticated","exp":1800000060}"#)
        },
        TokenCase("a token whose subject is a number", 401) {
            signed(header, #"{"sub":5,"aud":"authenticated","exp":1800000060}"#)
        },
        TokenCase("a token with two subjects", 401) {
            signed(header, #"{"sub":"ben","sub":"ana","aud":"authenticated","exp":1800000060}"#)
        },
    ]

    private static let signatures = [
        TokenCase("a token signed with another secret", 401) { signed(with: Array("another".utf8)) },
        TokenCase("a token with another signature", 401) { changed(signed(), part: 2) },
        TokenCase("a token whose payload was changed", 401) {
            let parts = signed(header, #"{"sub":"ben","aud":"authenticated","exp":1800000060}"#)
                .split(separator: ".")
            return "\(parts[0]).\(encode(Array(payload.utf8))).\(parts[2])"
        },
        TokenCase("a token of alg none without a signature", 401) {
            "\(encode(Array(#"{"alg":"none"}"#.utf8))).\(encode(Array(payload.utf8)))."
        },
        TokenCase("a token of alg None with the signature of HS256", 401) { signed(#"{"alg":"None"}"#) },
        TokenCase("a token of alg HS512 with the signature of HS256", 401) { signed(#"{"alg":"HS512"}"#) },
        TokenCase("a token of alg hs256", 401) { signed(#"{"alg":"hs256"}"#) },
        TokenCase("a token without an alg", 401) { signed(#"{"typ":"JWT"}"#) },
        TokenCase("a token that asks for what nobody understands", 401) {
            signed(#"{"alg":"HS256","crit":["b64"],"b64":false}"#)
        },
        TokenCase("a token without its signature", 401) {
            signed().split(separator: ".").prefix(2).joined(separator: ".") + "."
        },
    ]

    private static let forms = [
        TokenCase("no token", lines: []),
        TokenCase("an empty header", lines: [""]),
        TokenCase("a scheme without a token", lines: ["Bearer"]),
        TokenCase("a token without a scheme", lines: [signed()]),
        TokenCase("another scheme", lines: ["Basic \(signed())"]),
        TokenCase("two tokens in one line", lines: ["Bearer \(signed()) \(signed())"]),
        TokenCase("two lines", lines: ["Bearer \(signed())", "Bearer \(signed())"]),
        TokenCase(
            "two lines that a Function URL has joined",
            lines: ["Bearer \(signed()),Bearer \(signed())"]
        ),
        TokenCase("a word", 401) { "abc" },
        TokenCase("two parts", 401) { signed().split(separator: ".").prefix(2).joined(separator: ".") },
        TokenCase("four parts", 401) { signed() + ".x" },
        TokenCase("five empty parts", 401) { "...." },
        TokenCase("a signature with padding", 401) { signed() + "=" },
        TokenCase("a token in the other alphabet of Base64", 401) { "+/+/.\(signed())" },
        TokenCase("a header that is no object", 401) { signed("[]") },
        TokenCase("a payload that is no object", 401) { signed(header, #""ana""#) },
        TokenCase("a payload that is no JSON", 401) { signed(header, "{") },
        TokenCase("a token of 40 kilobytes", 401) {
            signed(header, #"{"sub":"ana","x":"\#(String(repeating: "x", count: 40_000))"}"#)
        },
        TokenCase("a payload of 100 levels", 401) {
            let nested = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
            return signed(header, #"{"sub":"ana","aud":"authenticated","exp":1800000060,"x":\#(nested)}"#)
        },
    ]

    private static let keyed = [
        TokenCase("a token by ES256", 200, by: .keys) { try await made(TestKeys.elliptic, "ec") },
        TokenCase("a token by RS256", 200, by: .keys) { try await made(TestKeys.rsa, "rsa") },
        TokenCase("a token by EdDSA", 200, by: .keys) { try await made(TestKeys.edwards, "ed") },
        TokenCase("a token by ES256 without a key id", 200, by: .keys) {
            try await made(TestKeys.elliptic, nil)
        },
        TokenCase("an expired token by ES256", 401, by: .keys) {
            try await made(TestKeys.elliptic, "ec", seconds: -1)
        },
        TokenCase("somebody else's token by RS256", 403, by: .keys) {
            try await made(TestKeys.rsa, "rsa", subject: "ben")
        },
        TokenCase("a token by ES256 with the key id of another key", 401, by: .keys) {
            try await made(TestKeys.elliptic, "rsa")
        },
        TokenCase("a token by ES256 with an unknown key id", 401, by: .keys) {
            try await made(TestKeys.elliptic, "old")
        },
        TokenCase("a token by another key of ES256", 401, by: .keys) {
            try await made(TestKeys.otherElliptic, "ec")
        },
        TokenCase("a token by ES256 with a changed payload", 401, by: .keys) {
            changed(try await made(TestKeys.elliptic, "ec"), part: 1)
        },
        TokenCase("a token by RS256 with a changed signature", 401, by: .keys) {
            changed(try await made(TestKeys.rsa, "rsa"), part: 2)
        },
        TokenCase("a token by HS256 with the public key's PEM as the secret", 401, by: .keys) {
            signed(#"{"alg":"HS256","kid":"rsa"}"#, with: Array(try TestKeys.publicPEM().utf8))
        },
        TokenCase("a token by HS256 with the key set's text as the secret", 401, by: .keys) {
            signed(#"{"alg":"HS256","kid":"ec"}"#, with: try TestKeys.set())
        },
        TokenCase("a token of alg none for a key that is there", 401, by: .keys) {
            "\(encode(Array(#"{"alg":"none","kid":"ec"}"#.utf8))).\(encode(Array(payload.utf8)))."
        },
        TokenCase("a token by the secret, where keys are asked for", 401, by: .keys) { signed() },
        TokenCase("a token by a key, where the secret is asked for", 401, by: .secret) {
            try await made(TestKeys.elliptic, "ec")
        },
    ]
}
