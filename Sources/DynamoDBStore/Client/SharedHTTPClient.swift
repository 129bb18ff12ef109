import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// The connections of all stores and credentials of the process; they are reused, and closed when idle.
enum SharedHTTPClient {
    /// The method of a request.
    enum Method: String {
        case get = "GET"
        case put = "PUT"
        case post = "POST"
    }

    /// A complete answer.
    struct Answer: Sendable {
        /// The status.
        var status: Int
        /// The headers.
        fileprivate var headers: HTTPHeaders
        /// The body.
        var body: [UInt8]

        /// Returns the first header of a name; `nil` where there is none.
        func header(_ name: String) -> String? { headers.first(name: name) }
    }

    /// The size of an answer that is refused: a batch of reads has 16 MB of items.
    private static let mostBytes = 64 << 20

    /// It lives as long as the process, so nothing has to shut it down.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(3))
        )
        configuration.httpVersion = .http1Only
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        // Below the time after which servers close idle connections.
        configuration.connectionPool.idleTimeout = .seconds(20)
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(
            eventLoopGroup: HTTPClient.defaultEventLoopGroup,
            configuration: configuration
        )
    }()

    /// Sends a request and waits for its whole answer.
    ///
    /// - Parameters:
    ///   - method: The method.
    ///   - url: The URL.
    ///   - headers: The headers.
    ///   - body: The body.
    ///   - milliseconds: How long all of it may take.
    /// - Returns: The answer.
    /// - Throws: An error of the client library, or ``Timeout``, when there is no complete answer.
    static func send(
        _ method: Method,
        _ url: String,
        headers: [(name: String, value: String)],
        body: [UInt8] = [],
        milliseconds: Int
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: method.rawValue)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if !body.isEmpty { request.body = .bytes(ByteBuffer(bytes: body)) }
        // The client library's deadline ends with the head: a body may stop in its middle.
        return try await withThrowingTaskGroup(of: Answer.self) { [request] group in
            group.addTask { try await answer(to: request) }
            group.addTask {
                try await Task.sleep(for: .milliseconds(milliseconds))
                throw Timeout(milliseconds: milliseconds)
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw Timeout(milliseconds: milliseconds) }
            return first
        }
    }

    private static func answer(to request: HTTPClientRequest) async throws -> Answer {
        let response = try await client.execute(request, timeout: .hours(1))
        let received = try await response.body.collect(upTo: mostBytes)
        return Answer(
            status: Int(response.status.code),
            headers: response.headers,
            body: Array(buffer: received)
        )
    }

    /// There was no complete answer in time.
    struct Timeout: Error, CustomStringConvertible {
        /// The time, in milliseconds.
        let milliseconds: Int

        var description: String { "nothing complete within \(milliseconds) ms" }
    }
}
