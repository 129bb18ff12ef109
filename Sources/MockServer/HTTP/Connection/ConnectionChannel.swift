import HummingbirdCore
import HummingbirdHTTP2
import Lambda
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOSSL
import NIOTLS
import NIOWebSocket
import ServiceLifecycle

/// A connection to the mock: HTTP/1.1 that can be upgraded to a WebSocket; with TLS, HTTP/2 by ALPN.
///
/// hummingbird has no WebSockets, so its HTTP/1.1 channel is assembled here with swift-nio's upgrade handler in
/// front.
struct ConnectionChannel: ServerChildChannel, HTTPChannelHandler {
    /// The kind of an HTTP/1.1 connection, known after its first request.
    enum FirstRequest: Sendable {
        case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
        case webSocket(NIOAsyncChannel<WebSocketFrame, WebSocketFrame>, LambdaRequest)
    }

    /// The protocol negotiated with the client.
    enum Agreement: Sendable {
        case http1(EventLoopFuture<FirstRequest>)
        case http2(HTTP2Channel.Value)
    }

    /// A connection that is set up.
    struct Value: ServerChildChannelValue {
        let agreement: EventLoopFuture<Agreement>
        let channel: any Channel
    }

    let responder: Responder
    private let webSockets: WebSocketFeed
    private let configuration: HTTP1Channel.Configuration
    private let http2: HTTP2Channel
    private let tls: NIOSSLContext?

    /// Creates the channel factory.
    ///
    /// - Parameters:
    ///   - responder: Answers requests.
    ///   - configuration: The limits of HTTP/1.1.
    ///   - webSockets: The source of WebSocket messages.
    ///   - tls: The context for TLS; `nil` for none.
    init(
        responder: @escaping Responder,
        configuration: HTTP1Channel.Configuration,
        webSockets: WebSocketFeed,
        tls: NIOSSLContext?
    ) {
        self.responder = responder
        self.configuration = configuration
        self.webSockets = webSockets
        self.tls = tls
        http2 = HTTP2Channel(
            responder: responder,
            // HTTP/2 needs no `Expect: 100-continue`: its streams have flow control.
            configuration: HTTP2ChannelConfiguration(idleTimeout: .seconds(60))
        )
    }

    // MARK: Setting up

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            guard let tls else {
                let first = try setUpHTTP1(channel, logger)
                let agreement = channel.eventLoop.makeSucceededFuture(Agreement.http1(first))
                return Value(agreement: agreement, channel: channel)
            }
            let negotiation = NIOTypedApplicationProtocolNegotiationHandler<Agreement> { result, channel in
                if case .negotiated("h2") = result {
                    return http2.setup(channel: channel, logger: logger).map { .http2($0) }
                }
                return channel.eventLoop.makeCompletedFuture {
                    .http1(try setUpHTTP1(channel, logger))
                }
            }
            try channel.pipeline.syncOperations.addHandlers(NIOSSLServerHandler(context: tls), negotiation)
            return Value(agreement: negotiation.protocolNegotiationResult, channel: channel)
        }
    }

    private func setUpHTTP1(_ channel: any Channel, _ logger: Logger) throws -> EventLoopFuture<FirstRequest>
    {
        let upgrade = NIOTypedHTTPServerUpgradeConfiguration<FirstRequest>(
            upgraders: [webSocketUpgrader],
            notUpgradingCompletionHandler: { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    let errors = try pipeline.handler(type: FirstRequestErrorHandler.self)
                    _ = pipeline.removeHandler(errors)
                    try pipeline.addHandler(PersistenceHandler())
                    try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: tls != nil))
                    try pipeline.addHandlers(configuration.additionalChannelHandlers())
                    let idleTimeout = configuration.idleTimeout.map { Duration($0) }
                    try pipeline.addHandler(
                        HTTPConnectionStateHandler(idleTimeout: idleTimeout, logger: logger)
                    )
                    return .http(
                        try NIOAsyncChannel(
                            wrappingChannelSynchronously: channel,
                            configuration: .init(isOutboundHalfClosureEnabled: true)
                        )
                    )
                }
            }
        )
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = configuration.httpDecoder.maxHeaderFieldSize
        limits.maxHeaderListSize = configuration.httpDecoder.maxHeaderListSize
        limits.maxHeaderFieldCount = configuration.httpDecoder.maxHeaderFieldCount
        var pipeline = NIOUpgradableHTTPServerPipelineConfiguration(upgradeConfiguration: upgrade)
        pipeline.enablePipelining = false
        pipeline.enableErrorHandling = false
        pipeline.enableResponseHeaderValidation = false
        pipeline.decoderConfiguration = limits
        let first = try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(
            configuration: pipeline
        )
        let handlers = channel.pipeline.syncOperations
        try handlers.addHandler(FirstRequestErrorHandler())
        try handlers.addHandler(
            UpgradeFilter { head in
                head.headers[canonicalForm: "Upgrade"].contains { $0.lowercased() == "websocket" }
                    && webSockets.isFeed(LambdaRequest(head))
            },
            position: .before(handlers.handler(type: NIOTypedHTTPServerUpgradeHandler<FirstRequest>.self))
        )
        closeWhenSilent(channel, until: first)
        return first
    }

    /// Closes a connection on which no request arrives.
    private func closeWhenSilent(_ channel: any Channel, until first: EventLoopFuture<FirstRequest>) {
        guard let timeout = configuration.idleTimeout else { return }
        let closing = channel.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
        first.whenComplete { _ in closing.cancel() }
    }

    private var webSocketUpgrader: NIOTypedWebSocketServerUpgrader<FirstRequest> {
        NIOTypedWebSocketServerUpgrader(
            maxFrameSize: WebSocketFeed.frameBytes,
            shouldUpgrade: { channel, _ in channel.eventLoop.makeSucceededFuture(HTTPHeaders()) },
            upgradePipelineHandler: { channel, head in
                channel.eventLoop.makeCompletedFuture {
                    .webSocket(
                        try NIOAsyncChannel(wrappingChannelSynchronously: channel),
                        LambdaRequest(head)
                    )
                }
            }
        )
    }

    // MARK: Serving

    /// The kind of a connection, known after its first bytes.
    private enum Opened {
        case http1(FirstRequest)
        case http2(HTTP2Channel.Value)
    }

    /// Waits for the first request of a connection; stops when the server shuts down, as futures do not support
    /// cancellation.
    private func opened(_ value: Value) async throws -> Opened {
        try await withTaskCancellationOrGracefulShutdownHandler {
            switch try await value.agreement.get() {
            case .http1(let first): .http1(try await first.get())
            case .http2(let connection): .http2(connection)
            }
        } onCancelOrGracefulShutdown: {
            value.channel.close(promise: nil)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await withTaskExecutorPreference(EventLoopExecutor(value.channel.eventLoop)) {
            await serve(value, logger)
        }
    }

    private func serve(_ value: Value, _ logger: Logger) async {
        do {
            switch try await opened(value) {
            case .http2(let connection): await http2.handle(value: connection, logger: logger)
            case .http1(.http(let channel)): await handleHTTP(asyncChannel: channel, logger: logger)
            case .http1(.webSocket(let channel, let request)): await webSockets.serve(channel, request)
            }
        } catch {
            logger.debug("a connection ended before its first request: \(error)")
        }
    }
}

extension LambdaRequest {
    /// Creates a request from the head of a WebSocket upgrade.
    fileprivate init(_ head: HTTPRequestHead) {
        let mark = head.uri.utf8.firstIndex(of: UInt8(ascii: "?"))
        self.init(
            method: head.method.rawValue,
            path: String(head.uri[..<(mark ?? head.uri.endIndex)]),
            rawQuery: mark.map { String(head.uri[head.uri.utf8.index(after: $0)...]) } ?? "",
            headers: HeaderFields(head.headers.map { HeaderField($0.name, $0.value) })
        )
    }
}
