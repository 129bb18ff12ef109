import AsyncHTTPClient
public import Lambda
import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// A real endpoint behind HTTP: every request goes out exactly as it was given.
///
/// Nothing is added but what HTTP needs, and `Accept-Encoding: identity` where the request does not say what it takes: no
/// cookie, no redirect to another host, no retry but that of ``ReusedConnection``. A response that is compressed with gzip
/// or deflate all the same is decompressed, within the limit of its size; its `Content-Encoding` line stays. Connections
/// are kept and used again.
///
/// ```swift
/// let endpoint = try HTTPEndpoint(EndpointURL("https://example.com/"))
/// let response = try await endpoint.send(LambdaRequest(method: "GET", rawQuery: "action=chat%2Fmessages"))
/// await endpoint.shutdown()
/// ```
public struct HTTPEndpoint: Endpoint {
    /// The address of the endpoint.
    public let url: EndpointURL
    private let headers: HeaderFields
    private let limits: HTTPEndpointLimits
    private let isListed: @Sendable (LambdaRequest, _ status: Int) -> Bool
    private let client: HTTPClient
    private let largeBodies = Semaphore(permits: 2)
    /// A permit for each connection: the client library counts waiting for a connection of the pool as connecting.
    private let connections: Semaphore

    /// Creates an endpoint with a connection pool of its own; end it by ``shutdown()``.
    ///
    /// - Parameters:
    ///   - url: Where it is.
    ///   - headers: Lines that are sent with every request which does not carry a line of that name itself.
    ///   - limits: How long it may take and how much it may answer.
    ///   - trust: Which authorities its certificate may be signed by.
    ///   - isListed: Whether a status is one of the answers to a request that its contract lists: a redirect with such a
    ///     status is an answer, and is not followed.
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
        connections = Semaphore(permits: max(1, limits.connections))
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes the connections; the endpoint cannot be used afterwards.
    public func shutdown() async {
        try? await client.shutdown()
    }

    /// Sends one request and waits for the whole answer.
    ///
    /// Waiting until fewer requests than ``HTTPEndpointLimits/connections`` are under way counts as no time of the endpoint's.
    /// - Throws: ``EndpointError`` when there was no complete answer within the limits.
    public func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        do { try await connections.acquire() } catch { throw EndpointError(error, url: url, limits: limits) }
        do throws(EndpointError) {
            let response = try await sendNow(request)
            await connections.release()
            return response
        } catch {
            await connections.release()
            throw error
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
                // Nothing was written: the pool gave out a connection that the server had closed already.
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

    /// Sorts an error, and looks closer where the endpoint's certificate is refused.
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
    /// An amount of time of fractions of a second; what is too large for it is cut.
    static func fractional(seconds: Double) -> TimeAmount {
        let nanoseconds = min(max(0, seconds) * 1e9, 1e18)
        return .nanoseconds(nanoseconds.isNaN ? 0 : Int64(nanoseconds))
    }
}
