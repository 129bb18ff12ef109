import Crypto

/// Signs requests without a query by Signature Version 4.
///
/// Source: AWS, "Create a signed AWS API request".
struct SignatureV4 {
    /// The key.
    let credentials: AWSCredentials
    /// The region of the service.
    let region: String
    /// The name of the service.
    let service: String
    /// The time of the request.
    let time: SigningTime

    /// Returns the headers of a signed request: the given ones, the time, the token of a temporary key, the signature.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - path: The path, percent-encoded.
    ///   - headers: The headers, `Host` among them; all are signed.
    ///   - body: The body.
    /// - Returns: The headers to send.
    func signed(
        method: String,
        path: String,
        headers: [(name: String, value: String)],
        body: [UInt8]
    ) -> [(name: String, value: String)] {
        var headers = headers
        headers.append((name: "X-Amz-Date", value: time.timestamp))
        if let token = credentials.sessionToken {
            headers.append((name: "X-Amz-Security-Token", value: token))
        }
        let canonical =
            headers
            .map { (name: $0.name.lowercased(), value: Self.trimmed($0.value)) }
            .sorted { $0.name < $1.name }
        let names = canonical.map(\.name).joined(separator: ";")
        let request = [
            method, path, "", canonical.map { "\($0.name):\($0.value)\n" }.joined(), names,
            Self.hex(SHA256.hash(data: body)),
        ].joined(separator: "\n")
        let scope = "\(time.day)/\(region)/\(service)/aws4_request"
        let text = [
            "AWS4-HMAC-SHA256", time.timestamp, scope, Self.hex(SHA256.hash(data: Array(request.utf8))),
        ].joined(separator: "\n")
        let signature = Self.hex(Self.code(text, key))
        headers.append(
            (
                name: "Authorization",
                value: "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(scope), "
                    + "SignedHeaders=\(names), Signature=\(signature)"
            )
        )
        return headers
    }

    /// The key of this day, region and service.
    private var key: SymmetricKey {
        var key = SymmetricKey(data: Array("AWS4\(credentials.secretAccessKey)".utf8))
        for part in [time.day, region, service, "aws4_request"] {
            key = SymmetricKey(data: Self.code(part, key))
        }
        return key
    }

    private static func code(_ text: String, _ key: SymmetricKey) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The value without spaces at its ends, and with single ones inside.
    private static func trimmed(_ value: String) -> String {
        value.split(separator: " ").joined(separator: " ")
    }
}
