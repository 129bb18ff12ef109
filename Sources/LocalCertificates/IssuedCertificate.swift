public import Foundation

/// A server certificate, its key, and the authority to trust.
public struct IssuedCertificate: Sendable, Hashable {
    /// The server's certificate in PEM.
    public let certificate: String
    /// The private key in PEM.
    public let key: String
    /// The path of the authority's certificate, which browsers and tools have to trust.
    public let authority: String
    /// Whether the authority is new, so that nothing trusts it yet.
    public let isNewAuthority: Bool
    /// The expiry date of the server's certificate; the next start before it renews the certificate.
    public let expires: Date
}
