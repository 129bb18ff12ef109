/// Words for what went wrong before a secure connection stood.
enum TLSFailure {
    /// The failures that a URL or a certificate explains, by the name that BoringSSL gives them.
    private static let explained = [
        "WRONG_VERSION_NUMBER": "it answers without TLS, as for a URL that starts with http://",
        "HTTP_REQUEST": "it answers without TLS, as for a URL that starts with http://",
        "CERTIFICATE_VERIFY_FAILED": "its certificate is not trusted on this machine",
        "TLSV1_ALERT_PROTOCOL_VERSION": "it takes none of the versions of TLS that are sent",
        "SSLV3_ALERT_HANDSHAKE_FAILURE": "it takes none of the ciphers that are sent",
    ]

    /// What the library says where a certificate that is trusted names others.
    private static let otherName = "failedToValidateHostname"

    /// What an error's description comes down to: it names a file of the library, which helps nobody.
    static func text(of description: String) -> String {
        if description.contains(otherName) {
            return
                "its certificate is for another name; use the name that it was made for, or have it renewed"
        }
        guard let start = description.firstRange(of: "OPENSSL_internal:")?.upperBound else {
            return description
        }
        let name = description[start...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return explained[String(name)] ?? name.lowercased().replacing("_", with: " ")
    }
}
