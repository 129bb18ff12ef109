/// What a server proves its name with over TLS: a certificate, those that vouch for it, and the key.
public struct ServerCertificate: Sendable {
    /// The chain in PEM, the server's own certificate first.
    public var chain: [UInt8]
    /// The private key in PEM.
    public var key: [UInt8]

    /// Makes a certificate of its PEM texts.
    public init(chain: [UInt8], key: [UInt8]) {
        self.chain = chain
        self.key = key
    }
}
