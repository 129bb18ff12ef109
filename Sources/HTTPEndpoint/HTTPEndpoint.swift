import AsyncHTTPClient
public import Lambda
import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// A real endpoint behind HTTP: every request is sent exactly as given.
///
/// Only the headers that HTTP requires are added, and `Accept-Encoding: identity` where the request has no such header. No
/// cookies are kept, redirects to other hosts are not followed, and requests are only retried as described at
/// ``ReusedConnection``. A response that is nevertheless compressed with gzip or deflate is decompressed, up to the size
/// limit; its `Content-Encoding` header is kept. Connections are pooled and reused.
///
/// ```swift
/// let endpoint = try HTTPEndpoint(EndpointURL("https://example.com/"))
/// let response = try await endpoint.send(LambdaRequest(method: "GET", rawQuery: "action=orders%2Flist"))
/// await endpoint.shutdown()
/// ```
public struct HTTPEndpoint: Endpoint {
    /// The URL of the endpoint.
    public let url: EndpointURL
    private let headers: HeaderFields
    private var limits: HTTPEndpointLimits
    private let isListed: @Sendable (LambdaRequest, _ status: Int) -> Bool
    private let client: HTTPClient
    private let largeBodies = Semaphore(permits: 2)
    /// Requests wait for it: the client library counts waiting for a connection of the pool as connecting.
    private let connections: ConnectionLimit

    /// Creates an endpoint with its own connection pool; release it with ``shutdown()``.
    ///
    /// - Parameters:
    ///   - url: The URL of the endpoint.
    ///   - headers: Headers to send with every request that has no header of the same name.
    ///   - limits: The limits of time and size.
    ///   - trust: The trusted certificate authorities.
    ///   - isListed: Returns whether the contract lists a status among the responses to a request; a redirect with such a
    ///     status is returned and not followed.
    public init(
        _ url: EndpointURL,
        headers: HeaderFields = HeaderFields(),
        limits: HTTPEndpointLimits = HTTPEndpointLimits(),
        trust: CertificateTrust = .system,
        isListed: @escaping @Sendable (LambdaRequest, _ status: Int) -> Bool = { _, _ in false }
    ) {
        self.url = url
        self.headers = headers
        self.limits = limits
        self.isListed = isListed
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .fractional(seconds: limits.connectSeconds)),
            decompression: .enabled(limit: .size(limits.answerBytes))
        )
        configuration.tlsConfiguration = trust.configuration
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, limits.connections)
        configuration.connectionPool.idleTimeout = .fractional(seconds: limits.idleSeconds)
        configuration.http1_1ConnectionDebugInitializer = { channel in
            RawTarget.install(in: channel)
                .flatMap { StatusGuard.install(in: channel) }
                .flatMap { ReusedConnection.install(in: channel) }
                .flatMap { EmptyBody.install(in: channel) }
        }
        connections = ConnectionLimit(limits)
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes the connections; the endpoint cannot be used afterwards.
    public func shutdown() async {
        try? await client.shutdown()
    }

    /// How often a request is sent that no connection was accepted for in time, so that nothing of it was sent.
    ///
    /// The client library gives up requests that wait for a connection together with the one whose connection failed.
    private static let mostConnects = 32

    /// Sends one request and waits for the complete response.
    ///
    /// While as many requests are in progress as the endpoint takes, at most ``HTTPEndpointLimits/connections``, others wait;
    /// that time does not count. Nor does the time of a connection that is not accepted while the endpoint answers
    /// others: the request is sent again, with fewer at once. Time-outs grow with the duration of responses where
    /// ``HTTPEndpointLimits/slowSeconds`` says so.
    /// - Throws: ``EndpointError`` when there was no complete response within the limits.
    public func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        var connects = 0
        while true {
            do { try await connections.enter() } catch {
                throw EndpointError(error, url: url, limits: limits)
            }
            do throws(EndpointError) {
                let start = ContinuousClock.now
                var patient = self
                patient.limits = await connections.currentLimits
                let response = try await patient.sendNow(request)
                await connections.answered(after: .now - start)
                await connections.leave()
                return response
            } catch {
                connects += 1
                var isWorthIt = connects < Self.mostConnects && error.isConnectTimeout
                if isWorthIt { isWorthIt = await connections.narrow() }
                await connections.leave()
                guard isWorthIt else { throw error }
            }
        }
    }

    private func sendNow(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        let deadline = NIODeadline.now() + .fractional(seconds: limits.totalSeconds)
        var target = url.target(path: request.path, rawQuery: request.rawQuery)
        var remaining = limits.redirects
        while true {
            let response = try await exchange(request, target: target, deadline: deadline)
            guard let redirect = Redirect(response, from: url, target: target),
                !isListed(request, response.status)
            else { return response }
            switch redirect {
            case .elsewhere(let location):
                throw .redirected(to: location)
            case .here(let next):
                guard Redirect.keepsRequest(response.status, method: request.method), remaining > 0 else {
                    return response
                }
                remaining -= 1
                target = next
            }
        }
    }

    private func exchange(
        _ request: LambdaRequest,
        target: String,
        deadline: NIODeadline
    ) async throws(EndpointError) -> LambdaResponse {
        var unwritten = 0
        var isRepeated = false
        while true {
            do {
                return try await attempt(request, target: target, deadline: deadline)
            } catch let error as ChannelError where error == .ioOnClosedChannel && unwritten < 3 {
                // Nothing was written: the connection from the pool had already been closed by the server.
                unwritten += 1
            } catch is ReusedConnection.Closed
                where !isRepeated && ReusedConnection.repeatable.contains(request.method)
            {
                isRepeated = true
            } catch {
                throw await explained(error)
            }
        }
    }

    /// Converts an error, and finds out why the endpoint's certificate was rejected.
    private func explained(_ error: any Error) async -> EndpointError {
        guard let refusal = TLSFailure.CertificateRefusal(error) else {
            return EndpointError(error, url: url, limits: limits)
        }
        let reason = await CertificateDiagnosis.reason(
            of: url,
            isForOtherName: refusal == .otherName,
            seconds: limits.connectSeconds
        )
        return .untrusted(reason: "TLS with \(url.host) failed: \(reason ?? refusal.text)")
    }

    private func attempt(
        _ request: LambdaRequest,
        target: String,
        deadline: NIODeadline
    ) async throws -> LambdaResponse {
        let outgoing = try outgoingRequest(request, target: target)
        let headDeadline = min(deadline, .now() + .fractional(seconds: limits.headSeconds))
        let head = try await client.execute(outgoing, deadline: headDeadline)
        let reader = BodyReader(limits: limits, largeBodies: largeBodies)
        let body = try await reader.body(of: head, deadline: deadline)
        return LambdaResponse(
            status: Int(head.status.code),
            headers: HeaderFields(head.headers.map { HeaderField($0.name, $0.value) }),
            body: body
        )
    }

    private func outgoingRequest(
        _ request: LambdaRequest,
        target: String
    ) throws(EndpointError) -> HTTPClientRequest {
        guard RawTarget.isSendable(target) else {
            throw .unreachable(reason: "the request's path or query holds white space or a control character")
        }
        let isPlain = RawTarget.isPlain(target)
        var outgoing = HTTPClientRequest(url: url.origin + (isPlain ? target : "/"))
        outgoing.method = HTTPMethod(rawValue: request.method)
        for field in request.headers.fields {
            outgoing.headers.add(name: field.name, value: field.value)
        }
        for field in headers.fields where request.headers[field.name] == nil {
            outgoing.headers.add(name: field.name, value: field.value)
        }
        if request.headers["Accept-Encoding"] == nil, headers["Accept-Encoding"] == nil {
            outgoing.headers.add(name: "Accept-Encoding", value: "identity")
        }
        if !isPlain { outgoing.headers.replaceOrAdd(name: RawTarget.headerName, value: target) }
        if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        return outgoing
    }
}

extension TimeAmount {
    /// Creates an amount of time from fractional seconds, clamped to what it can represent.
    static func fractional(seconds: Double) -> TimeAmount {
        let nanoseconds = min(max(0, seconds) * 1e9, 1e18)
        return .nanoseconds(nanoseconds.isNaN ? 0 : Int64(nanoseconds))
    }
}
