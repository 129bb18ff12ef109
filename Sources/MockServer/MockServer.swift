public import Contracts
import Foundation
public import Gate
import Hummingbird
import JSON
import Lambda
public import Logging
import NIOCore
public import ServiceLifecycle

/// A mock of a Lambda Function URL: an HTTP server around any endpoint, with a journal and a control API.
///
/// ```swift
/// let gate = Gate(contract: contract, endpoint: backend)
/// let server = MockServer(gate: gate, contract: contract, state: backend, logger: logger)
/// try await server.run()      // until the task is cancelled or a service group shuts down
/// ```
public struct MockServer: ServiceLifecycle.Service {
    /// The requests that were answered.
    public let journal: Journal
    private let responder: FunctionURLResponder
    private let configuration: MockServerConfiguration
    private let logger: Logger
    private let onListening: @Sendable (_ port: Int) -> Void

    /// Makes a server; ``run()`` starts it.
    ///
    /// - Parameters:
    ///   - gate: The function behind its contract.
    ///   - contract: The names of the actions and where a request names one.
    ///   - state: The function's state, for the control API; `nil` when it has none.
    ///   - configuration: Where to listen and what to allow.
    ///   - logger: Where the server's own troubles go.
    ///   - onListening: Called with the port once requests are taken.
    ///   - onRequest: Called after every request of the function, in no certain order.
    public init(
        gate: Gate,
        contract: Contract,
        state: (any StatefulEndpoint)? = nil,
        configuration: MockServerConfiguration = MockServerConfiguration(),
        logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) -> Void = { _ in },
        onRequest: @escaping @Sendable (JournalEntry) -> Void = { _ in }
    ) {
        journal = Journal(capacity: configuration.journalEntries)
        responder = FunctionURLResponder(
            gate: gate,
            paths: PathRouting(
                parameter: contract.service.routing.parameter,
                member: contract.service.routing.member,
                actions: Set(contract.actions.map { ExactString($0.name) })
            ),
            control: ControlAPI(
                state: state,
                journal: journal,
                hostGuard: HostGuard(allowedHosts: configuration.controlHosts),
                fixture: configuration.fixture
            ),
            journal: journal,
            configuration: configuration,
            onRequest: onRequest
        )
        self.configuration = configuration
        self.logger = logger
        self.onListening = onListening
    }

    /// Answers requests until the task is cancelled or its service group shuts down gracefully.
    ///
    /// - Throws: ``MockServerError`` when it cannot listen.
    public func run() async throws {
        let onListening = onListening
        let responder = responder
        let application = Application(
            responder: responder,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ContinueHandler(bodyLimit: responder.bodyLimit(of:))],
                    idleTimeout: .seconds(60),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 64 << 10,
                        maxHeaderListSize: 64 << 10,
                        maxHeaderFieldCount: 200
                    )
                )
            ),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port)
            ),
            onServerRunning: { channel in onListening(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        do {
            try await application.run()
        } catch {
            throw MockServerError(error, configuration: configuration)
        }
    }
}

extension MockServer: CustomStringConvertible {
    /// Where it listens: logs name a service by its description.
    public var description: String { "a mock server on \(configuration.host):\(configuration.port)" }
}

extension MockServerError {
    /// Sorts what the socket throws into what a user can act upon.
    init(_ error: any Error, configuration: MockServerConfiguration) {
        switch (error as? IOError)?.errnoCode {
        case EADDRINUSE: self = .portInUse(host: configuration.host, port: configuration.port)
        case EACCES: self = .portNotAllowed(port: configuration.port)
        case EADDRNOTAVAIL:
            self = .noSuchHost(configuration.host, reason: "it is not an address of this machine")
        default:
            if error is SocketAddressError || error is SocketAddressError.UnknownHost {
                self = .noSuchHost(configuration.host, reason: "the name is unknown")
            } else {
                self = .failed(reason: "\(error)".split(whereSeparator: \.isNewline).joined(separator: " "))
            }
        }
    }
}
