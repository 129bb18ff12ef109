import HTTPTypes
import Hummingbird
public import Lambda
import Logging
import NIOCore
import Synchronization
import Testing

/// An endpoint behind HTTP on a port of this machine, and its exchanges in the order of the responses.
public final class EndpointServer: Sendable {
    private let endpoint: any Endpoint
    private let log = Mutex<[(request: LambdaRequest, response: LambdaResponse)]>([])

    private let beforeAnswer: @Sendable () async -> Void

    private init(_ endpoint: any Endpoint, _ beforeAnswer: @escaping @Sendable () async -> Void) {
        self.endpoint = endpoint
        self.beforeAnswer = beforeAnswer
    }

    /// The exchanges so far.
    public var exchanges: [(request: LambdaRequest, response: LambdaResponse)] { log.withLock(\.self) }

    /// Serves an endpoint while a body runs.
    ///
    /// - Parameters:
    ///   - endpoint: What answers.
    ///   - beforeAnswer: What each request waits for once it was read.
    ///   - body: What is done with the server and its port on this machine.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws, or an error when it cannot listen.
    public static func run<Result: Sendable>(
        _ endpoint: any Endpoint,
        beforeAnswer: @escaping @Sendable () async -> Void = {},
        _ body: (_ server: EndpointServer, _ port: Int) async throws -> Result
    ) async throws -> Result {
        let server = EndpointServer(endpoint, beforeAnswer)
        let (ports, port) = AsyncStream<Int>.makeStream()
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in
                try await server.answer(request)
            },
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in port.yield(channel.localAddress?.port ?? 0) },
            logger: Logger(label: "endpoint") { _ in SwiftLogNoOpLogHandler() }
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await application.run() }
            defer { group.cancelAll() }
            var iterator = ports.makeAsyncIterator()
            return try await body(server, try #require(await iterator.next()))
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 16 << 20)
        let target = request.uri.string.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers = HeaderFields()
        for field in request.headers { headers.append(field.name.rawName, field.value) }
        let received = LambdaRequest(
            method: request.method.rawValue,
            path: String(target[0]),
            rawQuery: target.count > 1 ? String(target[1]) : "",
            headers: headers,
            body: Array(body.readableBytesView)
        )
        await beforeAnswer()
        let response = try await endpoint.send(received)
        log.withLock { $0.append((received, response)) }
        var fields = HTTPFields()
        for field in response.headers.fields {
            if let name = HTTPField.Name(field.name) {
                fields.append(HTTPField(name: name, value: field.value))
            }
        }
        return Response(
            status: HTTPResponse.Status(code: response.status),
            headers: fields,
            body: received.method == "HEAD" || response.body.isEmpty
                ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: response.body))
        )
    }
}
