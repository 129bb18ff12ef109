import HTTPTypes
import Hummingbird
import Lambda
import Logging
import NIOCore
import Synchronization
import Testing

/// An endpoint behind HTTP on a port of this machine, and its exchanges in the order of the responses.
final class EndpointServer: Sendable {
    private let endpoint: any Endpoint
    private let log = Mutex<[(request: LambdaRequest, response: LambdaResponse)]>([])

    private let gathering: Gathering?

    private init(_ endpoint: any Endpoint, _ gathering: Gathering?) {
        self.endpoint = endpoint
        self.gathering = gathering
    }

    /// The exchanges so far.
    var exchanges: [(request: LambdaRequest, response: LambdaResponse)] { log.withLock(\.self) }

    /// Serves an endpoint while a body runs, with requests that wait for each other where that is asked for.
    static func run<Result: Sendable>(
        _ endpoint: any Endpoint,
        gathering: Gathering? = nil,
        _ body: (EndpointServer, _ port: Int) async throws -> Result
    ) async throws -> Result {
        let server = EndpointServer(endpoint, gathering)
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
        await gathering?.wait()
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
