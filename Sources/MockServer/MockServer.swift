import Contracts
import HummingbirdCore
import Lambda
public import Logging
import NIOCore
import NIOPosix
import NIOSSL
public import ServiceLifecycle
public import Sessions
import Telemetry

/// A mock of a Lambda Function URL: an HTTP server around sessions of any function, with a control API.
///
/// ```swift
/// let registry = SessionRegistry(snapshot) { store, clock in SupportBackend(store: store) }
/// let current = CurrentContract(ServedContract(contract))
/// let server = MockServer(registry: registry, contract: current, logger: logger)
/// try await server.run()      // until the task is cancelled or a service group shuts down
/// ```
public struct MockServer: ServiceLifecycle.Service {
    /// The sessions that it plays.
    public let registry: SessionRegistry
    private let pipeline: SessionPipeline
    private let contract: CurrentContract
    private let metrics: ServiceMetrics
    private let responder: FunctionURLResponder
    private let configuration: MockServerConfiguration
    private let logger: Logger
    private let onListening: @Sendable (_ port: Int) -> Void

    /// Makes a server; ``run()`` starts it.
    ///
    /// - Parameters:
    ///   - registry: The sessions, and how the function of each is made.
    ///   - contract: The contract that requests are answered by.
    ///   - configuration: Where to listen and what to allow.
    ///   - fixtures: The fixtures that the control API loads by name.
    ///   - logger: Where the server's own troubles go.
    ///   - onListening: Called with the port once requests are taken.
    ///   - onRequest: Called after every request of the function, in no certain order.
    public init(
        registry: SessionRegistry,
        contract: CurrentContract,
        configuration: MockServerConfiguration = MockServerConfiguration(),
        fixtures: any FixtureSource = NoFixtures(),
        logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) -> Void = { _ in },
        onRequest: @escaping @Sendable (JournalEntry) -> Void = { _ in }
    ) {
        let exchanges = LiveExchanges()
        let metrics = ServiceMetrics(
            actions: contract.contract.actions.map(\.name),
            measures: contract.contract.measures,
            thresholds: contract.contract.thresholds
        )
        let pipeline = SessionPipeline(registry, contract: contract)
        responder = FunctionURLResponder(
            pipeline: pipeline,
            control: ControlAPI(
                registry: registry,
                contract: contract,
                fixtures: fixtures,
                exchanges: exchanges,
                metrics: metrics,
                scheme: configuration.certificate == nil ? "http" : "https",
                hostGuard: HostGuard(allowedHosts: configuration.controlHosts),
                recordsElsewhere: configuration.recordsElsewhere
            ),
            exchanges: exchanges,
            metrics: metrics,
            configuration: configuration,
            onRequest: onRequest
        )
        self.registry = registry
        self.pipeline = pipeline
        self.contract = contract
        self.metrics = metrics
        self.configuration = configuration
        self.logger = logger
        self.onListening = onListening
    }

    /// Answers by another contract from now on; sessions keep their tables.
    public func replace(contract served: ServedContract) {
        contract.replace(by: served)
        metrics.replace(
            actions: served.contract.actions.map(\.name),
            measures: served.contract.measures,
            thresholds: served.contract.thresholds
        )
    }

    /// Shows in the control API what is wrong with newer contract files, which are therefore not served.
    public func report(contractError text: String) {
        contract.report(text)
    }

    /// Answers requests until the task is cancelled or its service group shuts down gracefully.
    ///
    /// - Throws: ``MockServerError`` when it cannot listen, or its certificate is of no use.
    public func run() async throws {
        let onListening = onListening
        let responder = responder
        let tls = try configuration.certificate.map { (certificate) throws(MockServerError) in
            try NIOSSLContext(certificate)
        }
        let server = Server(
            childChannelSetup: ConnectionChannel(
                responder: { request, writer, channel in
                    try await responder.answer(request, writer, on: channel)
                },
                configuration: .init(
                    additionalChannelHandlers: [ContinueHandler(bodyLimit: responder.bodyLimit(of:))],
                    idleTimeout: .seconds(60),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 64 << 10,
                        maxHeaderListSize: 64 << 10,
                        maxHeaderFieldCount: 200
                    )
                ),
                webSockets: WebSocketFeed(control: responder.control),
                tls: tls
            ),
            configuration: ServerConfiguration(
                address: .hostname(configuration.host, port: configuration.port)
            ),
            onServerRunning: { channel in onListening(channel.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
        let group = ServiceGroup(
            configuration: .init(
                services: [SessionExpiry(registry: registry), RecordExpiry(registry: registry), server],
                logger: logger
            )
        )
        do {
            try await group.run()
        } catch {
            throw MockServerError(error, configuration: configuration)
        }
    }
}

extension MockServer: CustomStringConvertible {
    /// Where it listens: logs name a service by its description.
    public var description: String { "a mock server on \(configuration.host):\(configuration.port)" }
}

extension Contract {
    /// What its measures say, by name.
    fileprivate var measures: [String: String] {
        Dictionary(service.measures.map { ($0.name, $0.help) }, uniquingKeysWith: { first, _ in first })
    }

    /// When its measures are late, in seconds, by name.
    fileprivate var thresholds: [String: Double] {
        let alarms = service.measures.compactMap { measure in
            measure.alarm.map { (measure.name, Double($0.seconds)) }
        }
        return Dictionary(alarms, uniquingKeysWith: { first, _ in first })
    }
}
