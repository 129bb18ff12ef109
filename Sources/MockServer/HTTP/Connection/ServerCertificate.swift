/// A TLS server certificate: the chain and the private key.
public struct ServerCertificate: Sendable {
    /// The chain in PEM, the server's own certificate first.
    public var chain: [UInt8]
    /// The private key in PEM.
    public var key: [UInt8]

    /// Creates a certificate from PEM texts.
    public init(chain: [UInt8], key: [UInt8]) {
        self.chain = chain
        self.key = key
    }
}
