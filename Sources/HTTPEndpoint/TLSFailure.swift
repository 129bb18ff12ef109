/// Words for what went wrong before there was a secure connection.
enum TLSFailure {
    /// Why a certificate is refused, as far as TLS says it.
    enum CertificateRefusal {
        /// It is trusted, and for another name.
        case otherName
        /// No authority that is trusted signed it, or it is out of date.
        case untrusted

        /// Reads an error of the TLS library; `nil` when it is about something else than a certificate.
        init?(_ error: any Error) {
            let description = "\(error)"
            // What the library says where a certificate that is trusted names others.
            if description.contains("failedToValidateHostname") {
                self = .otherName
            } else if description.contains("CERTIFICATE_VERIFY_FAILED") {
                self = .untrusted
            } else {
                return nil
            }
        }

        /// What is known without the certificate itself.
        var text: String {
            switch self {
            case .otherName:
                "its certificate is for another name; use the name that it was made for, or have it renewed"
            case .untrusted:
                "its certificate is not trusted on this machine; trust the authority that signed it by --ca-file FILE"
            }
        }
    }

    /// The failures that a URL or a version explains, by the name that BoringSSL gives them.
    private static let explained = [
        "WRONG_VERSION_NUMBER": "it answers without TLS, as for a URL that starts with http://",
        "HTTP_REQUEST": "it answers without TLS, as for a URL that starts with http://",
        "TLSV1_ALERT_PROTOCOL_VERSION": "it takes none of the versions of TLS that are sent",
        "SSLV3_ALERT_HANDSHAKE_FAILURE": "it takes none of the ciphers that are sent",
    ]

    /// What an error's description comes down to: it names a file of the library, which helps nobody.
    static func text(of description: String) -> String {
        guard let start = description.firstRange(of: "OPENSSL_internal:")?.upperBound else {
            return description
        }
        let name = description[start...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return explained[String(name)] ?? name.lowercased().replacing("_", with: " ")
    }
}
