import ArgumentParser
import HTTPEndpoint
import Lambda

/// The options for the tested endpoint and its connections.
struct EndpointOptions: ParsableArguments {
    /// The maximum of time-outs, in seconds.
    static let longest = 3600.0
    private static let highestRate = 100_000.0

    @Option(help: ArgumentHelp("The endpoint to test.", valueName: "url"))
    var endpoint: String

    /// The median duration of answers, in seconds, from which on an endpoint is slow, and gets more time.
    private static let slow = 0.05
    private static let usualTimeout = 30.0

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "How long an answer may take; by default 30, and up to 300 where answers usually take over 50 ms.",
            valueName: "seconds"
        )
    )
    var timeout: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How long a connection may take.", valueName: "seconds")
    )
    var connectTimeout: Double = 10

    @Option(
        help: ArgumentHelp(
            "A header line to send with every request; its value is never shown.",
            valueName: "name: value"
        )
    )
    var header: [String] = []

    @Option(
        help: ArgumentHelp(
            "Certificates of authorities to trust besides the machine's, or those of SSL_CERT_FILE and SSL_CERT_DIR.",
            valueName: "file"
        ),
        completion: .file()
    )
    var caFile: String?

    @Flag(help: "Accepts every certificate, so that others may read and change the traffic.")
    var insecure = false

    @Flag(help: "Also writes to an endpoint that is not on this machine.")
    var allowWrites = false

    @Flag(help: "Only reads, wherever the endpoint is: for production.")
    var readOnly = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The time by which a read may lag behind a write; by default 0 on this machine, otherwise 2.",
            valueName: "seconds"
        )
    )
    var settle: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The number of cases to run concurrently.", valueName: "number")
    )
    var concurrency = 8

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many requests are sent in a second at most.", valueName: "number")
    )
    var rate: Double?

    /// The headers, split into name and value.
    var fields: [HeaderField] { header.compactMap { HeaderLine($0)?.field } }

    /// The time-outs of the endpoint, and a connection for each case that runs.
    var limits: HTTPEndpointLimits {
        var limits = HTTPEndpointLimits(
            connectSeconds: connectTimeout,
            headSeconds: timeout ?? Self.usualTimeout,
            totalSeconds: timeout ?? Self.usualTimeout,
            slowSeconds: timeout == nil ? Self.slow : nil
        )
        limits.connections = max(limits.connections, concurrency)
        limits.initialConnections = concurrency
        return limits
    }

    /// The note of reports about a run with `--insecure`.
    static let insecureNote =
        "warning: the endpoint's certificate was not checked, since --insecure was given: others may have read and changed"
        + " what was sent"

    /// Returns the trusted certificate authorities.
    ///
    /// - Throws: ``CommandLineError`` when a given file has no certificate; never for an endpoint without TLS.
    func trust(for target: VerifyTarget) throws(CommandLineError) -> CertificateTrust {
        if insecure, target.url.isSecure { return .insecure }
        return try CertificateTrust(of: target.url, file: caFile, option: "--ca-file")
    }

    /// Validates values and combinations of options.
    ///
    /// - Throws: `ValidationError` for the first problem.
    func check() throws {
        for (name, seconds) in [
            ("--timeout", timeout ?? Self.usualTimeout), ("--connect-timeout", connectTimeout),
        ]
        where !(seconds > 0 && seconds <= Self.longest) {
            throw ValidationError(
                "\(name) \(seconds) is not over 0 and at most \(Self.longest) seconds; use \(name) 30"
            )
        }
        if let settle, !(0...Self.longest).contains(settle) {
            throw ValidationError(
                "--settle \(settle) is not between 0 and \(Self.longest) seconds; use --settle 2"
            )
        }
        guard (1...256).contains(concurrency) else {
            throw ValidationError(
                "--concurrency \(concurrency) is not between 1 and 256; use --concurrency 8"
            )
        }
        if let rate, !(rate >= 0.01 && rate <= Self.highestRate) {
            throw ValidationError(
                "--rate \(rate) is not between 0.01 and \(Self.highestRate) requests a second; use --rate 20"
            )
        }
        if readOnly, allowWrites {
            throw ValidationError("--read-only and --allow-writes exclude each other; give one of them")
        }
        if insecure, caFile != nil {
            throw ValidationError("--insecure and --ca-file exclude each other; give one of them")
        }
        for line in header where HeaderLine(line) == nil {
            throw ValidationError(
                "a --header is not of the form 'Name: value'; use --header 'Authorization: Bearer TOKEN'"
            )
        }
        do throws(CommandLineError) {
            _ = try VerifyTarget(endpoint)
        } catch {
            throw ValidationError(error.text)
        }
    }
}
