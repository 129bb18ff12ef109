import AsyncHTTPClient
public import Lambda
import NIOCore
import NIOHTTP1
import NIOSSL

/// A real endpoint behind HTTP: every request goes out once and exactly as it was given.
///
/// Nothing is added but what HTTP needs: no retry, no cookie, no decompression (which also means that no
/// small answer can unfold into a large one), no redirect to another host. Connections are kept and used again.
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
    private let client: HTTPClient
    private let largeBodies = LargeBodies(places: 2)

    /// Makes an endpoint with a connection pool of its own; end it by ``shutdown()``.
    ///
    /// - Parameters:
    ///   - url: Where it is.
    ///   - headers: Lines that are sent with every request which does not carry a line of that name itself.
    ///   - limits: How long it may take and how much it may answer.
    public init(
        _ url: EndpointURL,
        headers: HeaderFields = HeaderFields(),
        limits: HTTPEndpointLimits = HTTPEndpointLimits()
    ) {
        self.init(url, headers: headers, limits: limits, tls: nil)
    }

    /// Makes an endpoint that trusts other certificates than the machine does.
    ///
    /// - Parameters:
    ///   - url: Where it is.
    ///   - headers: Header lines to send with every request.
    ///   - limits: How long and how much is waited for.
    ///   - tls: What it trusts; what the machine does unless given.
    init(_ url: EndpointURL, headers: HeaderFields, limits: HTTPEndpointLimits, tls: TLSConfiguration?) {
        self.url = url
        self.headers = headers
        self.limits = limits
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .fractional(seconds: limits.connectSeconds)),
            decompression: .disabled
        )
        configuration.tlsConfiguration = tls
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, limits.connections)
        // Shorter than what servers keep an idle connection for (5 s is common): a connection that closes
        // just when it is used again would look like a fault of the endpoint.
        configuration.connectionPool.idleTimeout = .seconds(3)
        configuration.http1_1ConnectionDebugInitializer = { channel in
            RawTarget.install(in: channel).flatMap { StatusGuard.install(in: channel) }
        }
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes the connections; the endpoint cannot be used afterwards.
    public func shutdown() async {
        try? await client.shutdown()
    }

    /// Sends one request and waits for the whole answer.
    ///
    /// - Throws: ``EndpointError`` when there was no complete answer within the limits.
    public func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        let deadline = NIODeadline.now() + .fractional(seconds: limits.totalSeconds)
        var target = url.target(path: request.path, rawQuery: request.rawQuery)
        let mayFollow = request.method == "GET" || request.method == "HEAD"
        var remaining = limits.redirects
        while true {
            let response = try await exchange(request, target: target, deadline: deadline)
            guard let redirect = Redirect(response, from: url, target: target) else { return response }
            switch redirect {
            case .elsewhere(let location):
                throw .redirected(to: location)
            case .here(let next):
                guard mayFollow, remaining > 0 else { return response }
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
        let outgoing = try outgoingRequest(request, target: target)
        let headDeadline = min(deadline, .now() + .fractional(seconds: limits.headSeconds))
        do {
            let head = try await client.execute(outgoing, deadline: headDeadline)
            let reader = BodyReader(limits: limits, largeBodies: largeBodies)
            let body = try await reader.body(of: head, deadline: deadline)
            return LambdaResponse(
                status: Int(head.status.code),
                headers: HeaderFields(head.headers.map { HeaderField($0.name, $0.value) }),
                body: body
            )
        } catch let error as EndpointError {
            throw error
        } catch {
            throw EndpointError(error, url: url, limits: limits)
        }
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
