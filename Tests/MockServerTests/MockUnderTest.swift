import Contracts
import Foundation
import Gate
import JSON
import Lambda
import Logging
import MockServer
import Synchronization

/// An endpoint with a state of one value, which answers with what it was asked.
final class EchoEndpoint: StatefulEndpoint {
    private let state = Mutex<JSONValue>(["start": true])
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

    func reset() async throws(StateError) { state.withLock { $0 = ["start": true] } }

    func load(_ fixture: JSONValue) async throws(StateError) {
        guard fixture.objectValue != nil else { throw StateError("a fixture is an object") }
        state.withLock { $0 = fixture }
    }

    func dump() async throws(StateError) -> JSONValue { state.withLock { $0 } }
}

/// A mock that runs while a test uses it.
struct MockUnderTest: Sendable {
    let port: Int
    let server: MockServer

    /// The project's own contract.
    static let contract = Result {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try ContractFolder.load(root.appending(path: "Contracts").path)
    }

    static func run(
        _ endpoint: EchoEndpoint = EchoEndpoint(),
        journalEntries: Int = 1000,
        _ body: @Sendable (MockUnderTest) async throws -> Void
    ) async throws {
        let contract = try contract.get()
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        logger.logLevel = .critical
        let server = MockServer(
            gate: Gate(contract: contract, endpoint: endpoint),
            contract: contract,
            state: endpoint,
            configuration: MockServerConfiguration(
                port: 0,
                journalEntries: journalEntries,
                controlHosts: ["mock.test"],
                fixture: { (name) throws(StateError) in
                    guard name == "demo" else { throw StateError("there is no fixture '\(name)'") }
                    return ["named": "demo"]
                }
            ),
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

    /// Sends a request line, header lines and a body, and asks the server to close.
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

    /// Sends a request and reads the body of the answer as JSON.
    func json(_ line: String, body: String? = nil) async throws -> JSONValue {
        try JSONValue(parsing: try await send(line, body: body.map { Array($0.utf8) }).body)
    }
}
