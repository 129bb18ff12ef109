/// Descriptions of failed TLS handshakes.
enum TLSFailure {
    /// The reason why a certificate was rejected, as reported by TLS.
    enum CertificateRefusal {
        /// It is trusted, but issued for another name.
        case otherName
        /// It is not signed by a trusted authority, or it has expired.
        case untrusted

        /// Classifies an error of the TLS library; `nil` when it is not about a certificate.
        init?(_ error: any Error) {
            let description = "\(error)"
            // The library's error for a trusted certificate with other names.
            if description.contains("failedToValidateHostname") {
                self = .otherName
            } else if description.contains("CERTIFICATE_VERIFY_FAILED") {
                self = .untrusted
            } else {
                return nil
            }
        }

        /// A description that does not need the certificate itself.
        var text: String {
            switch self {
            case .otherName:
                "its certificate is for another name; use the name that it was made for, or have it renewed"
            case .untrusted:
                "its certificate is not trusted on this machine; trust the authority that signed it by --ca-file FILE"
            }
        }
    }

    /// Explanations of BoringSSL's error names.
    private static let explained = [
        "WRONG_VERSION_NUMBER": "it answers without TLS, as for a URL that starts with http://",
        "HTTP_REQUEST": "it answers without TLS, as for a URL that starts with http://",
        "TLSV1_ALERT_PROTOCOL_VERSION": "it takes none of the versions of TLS that are sent",
        "SSLV3_ALERT_HANDSHAKE_FAILURE": "it takes none of the ciphers that are sent",
    ]

    /// Returns the essential part of an error's description, without the library's file names.
    static func text(of description: String) -> String {
        guard let start = description.firstRange(of: "OPENSSL_internal:")?.upperBound else {
            return description
        }
        let name = description[start...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return explained[String(name)] ?? name.lowercased().replacing("_", with: " ")
    }
}
