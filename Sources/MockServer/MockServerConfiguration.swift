/// The configuration of a mock server.
public struct MockServerConfiguration: Sendable {
    /// The host name or address to listen on.
    public var host: String
    /// The port to listen on; 0 for any free port.
    public var port: Int
    /// The maximum size of a request body, in bytes: 6,291,456 for a Function URL.
    public var requestBytes: Int
    /// The maximum size of a fixture sent to the control API, in bytes.
    public var fixtureBytes: Int
    /// The TLS certificate; `nil` for HTTP without TLS.
    public var certificate: ServerCertificate?
    /// Host names besides the local ones under which the control API is available.
    public var controlHosts: [String]
    /// Where the records are, when sessions do not keep them; the control API cannot reach them then.
    public var recordsElsewhere: String?

    /// Creates a configuration; the defaults match a Function URL.
    public init(
        host: String = "127.0.0.1",
        port: Int = 3000,
        requestBytes: Int = 6_291_456,
        fixtureBytes: Int = 256 << 20,
        certificate: ServerCertificate? = nil,
        controlHosts: [String] = [],
        recordsElsewhere: String? = nil
    ) {
        self.host = host
        self.port = port
        self.requestBytes = requestBytes
        self.fixtureBytes = fixtureBytes
        self.certificate = certificate
        self.controlHosts = controlHosts
        self.recordsElsewhere = recordsElsewhere
    }
}
