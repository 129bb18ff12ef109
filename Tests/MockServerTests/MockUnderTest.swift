import Contracts
import Foundation
import JSON
import Lambda
import Logging
import MockServer
import Sessions
import Tables
import TestSupport

/// An endpoint that echoes its request.
struct EchoEndpoint: Endpoint {
    private let response: (@Sendable (LambdaRequest) throws(EndpointError) -> LambdaResponse)?

    init(_ response: (@Sendable (LambdaRequest) throws(EndpointError) -> LambdaResponse)? = nil) {
        self.response = response
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        if let response { return try response(request) }
        let echo: JSONValue = [
            "error": "echo", "method": .string(request.method), "path": .string(request.path),
            "query": .string(request.rawQuery),
            "body": .string(String(decoding: request.body, as: UTF8.self)),
            "length": .number(JSONNumber(request.body.count)),
            "headers": .array(request.headers.fields.map { .string("\($0.name): \($0.value)") }),
        ]
        return LambdaResponse(
            status: 404,
            headers: ["Content-Type": "application/json", "Access-Control-Allow-Origin": "*", "X-A": "1"],
            body: echo.serialized()
        )
    }
}

/// A source with one named fixture.
struct DemoFixture: FixtureSource {
    let fixtures = [(name: "demo", description: "One link.")]

    func fixture(_ name: String) throws(SnapshotError) -> JSONValue {
        guard name == "demo" else { throw SnapshotError("there is no fixture '\(name)'") }
        return ["description": "One link.", "tables": ["AffiliateLinks": [MockUnderTest.link("demo")]]]
    }
}

/// A running mock for a test.
struct MockUnderTest: Sendable {
    let port: Int
    let server: MockServer

    /// The project's own contract.
    static let contract = Result { try ContractFolder.load(ProjectFolder.contracts) }

    /// An empty snapshot.
    static func world(of contract: Contract) -> SessionSnapshot {
        SessionSnapshot(
            description: "empty",
            clock: 1_767_225_600_000,
            tables: TableState(contract.tables.map(\.definition))
        )
    }

    /// Returns an item of the table of affiliate links.
    static func link(_ affiliate: String) -> JSONValue {
        [
            "affiliate_id": .string(affiliate), "link_id": "AAAA", "affiliate_email": "a@example.com",
            "store_url": "s", "affiliate_url": "https://dashboard.commercive.co/affiliate-form?ref=AAAA",
            "created_at": 1_767_225_600_000, "updated_at": 1_767_225_600_000,
        ]
    }

    static func run(
        _ endpoint: any Endpoint = EchoEndpoint(),
        contract: Contract? = nil,
        options: SessionOptions = SessionOptions(),
        _ body: @Sendable (MockUnderTest) async throws -> Void
    ) async throws {
        try await run(contract: contract, options: options, make: { _, _ in endpoint }, body)
    }

    /// Runs a mock whose sessions each have their own function.
    static func run(
        contract: Contract? = nil,
        options: SessionOptions = SessionOptions(),
        make: @escaping FunctionFactory,
        _ body: @Sendable (MockUnderTest) async throws -> Void
    ) async throws {
        let contract = try contract ?? Self.contract.get()
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        logger.logLevel = .critical
        let world = world(of: contract)
        let server = MockServer(
            registry: SessionRegistry(world, options: options, make: make),
            contract: CurrentContract(ServedContract(contract)),
            configuration: MockServerConfiguration(port: 0, controlHosts: ["mock.test"]),
            fixtures: DemoFixture(),
            logger: logger,
            onListening: { continuation.yield($0) }
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await server.run()
            }
            for await port in ports {
                try await body(MockUnderTest(port: port, server: server))
                break
            }
            group.cancelAll()
            while let result = await group.nextResult() {
                if case .failure(let error) = result, !(error is CancellationError) { throw error }
            }
        }
    }

    /// Sends a request line, headers and a body, with `Connection: close`.
    func send(
        _ line: String,
        host: String = "127.0.0.1",
        headers: [String] = [],
        body: [UInt8]? = nil
    ) async throws -> RawAnswer {
        var all = ["\(line) HTTP/1.1", "Host: \(host)", "Connection: close"] + headers
        if let body { all.append("Content-Length: \(body.count)") }
        return try await RawClient.send(
            Array((all.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (body ?? []),
            to: port
        )
    }

    /// Sends a request and parses the response body as JSON.
    func json(_ line: String, body: String? = nil) async throws -> JSONValue {
        try JSONValue(parsing: try await send(line, body: body.map { Array($0.utf8) }).body)
    }
}
