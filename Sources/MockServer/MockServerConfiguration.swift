/// Where a mock server listens and what it allows.
public struct MockServerConfiguration: Sendable {
    /// The host name or address to listen on.
    public var host: String
    /// The port to listen on; 0 takes any free one.
    public var port: Int
    /// The longest body that a request may have, in bytes: a Function URL takes 6,291,456.
    public var requestBytes: Int
    /// The longest fixture that the control API takes, in bytes.
    public var fixtureBytes: Int
    /// What the server proves its name with over TLS; `nil` for HTTP without TLS.
    public var certificate: ServerCertificate?
    /// Host names besides the local ones by which the control API may be reached.
    public var controlHosts: [String]

    /// Makes a configuration; what is left out is what a Function URL does.
    public init(
        host: String = "127.0.0.1",
        port: Int = 3000,
        requestBytes: Int = 6_291_456,
        fixtureBytes: Int = 256 << 20,
        certificate: ServerCertificate? = nil,
        controlHosts: [String] = []
    ) {
        self.host = host
        self.port = port
        self.requestBytes = requestBytes
        self.fixtureBytes = fixtureBytes
        self.certificate = certificate
        self.controlHosts = controlHosts
    }
}
