public import Foundation

/// What a server needs to speak TLS, and what its user needs to have it trusted.
public struct IssuedCertificate: Sendable, Hashable {
    /// The server's certificate in PEM.
    public let certificate: String
    /// Its private key in PEM.
    public let key: String
    /// The file of the authority's certificate: what browsers and tools have to trust.
    public let authority: String
    /// Whether the authority was made just now, so that nothing can trust it yet.
    public let isNewAuthority: Bool
    /// When the server's certificate ends; one is made anew in time at the next start.
    public let expires: Date
}
