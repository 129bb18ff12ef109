import AsyncHTTPClient
import Foundation
import JSON
import NIOCore
import NIOHTTP1

/// The Runtime API of one execution environment.
///
/// Source: AWS, "Using the Lambda runtime API for custom runtimes", API version 2018-06-01.
struct RuntimeClient: Sendable {
    /// The most bytes of an event that are read: more than the platform sends.
    private static let eventBytes = 64 << 20

    private let base: String
    private let client: HTTPClient

    /// Creates a client with connections of its own; release it with ``shutdown()``.
    ///
    /// - Parameter address: The host and port that `AWS_LAMBDA_RUNTIME_API` names.
    init(_ address: String) {
        base = "http://\(address)/2018-06-01/runtime"
        // An invocation may be hours away: nothing but connecting has a time limit.
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(5)),
            decompression: .disabled
        )
        configuration.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes the connections.
    func shutdown() async {
        try? await client.shutdown()
    }

    /// Waits for the head of the next invocation, however long that takes.
    ///
    /// - Throws: What the client library throws, and when the task is cancelled.
    func head() async throws -> HTTPClientResponse {
        try await client.execute(request(.GET, "/invocation/next"), deadline: .distantFuture)
    }

    /// Reads the invocation and its event.
    ///
    /// - Throws: ``LambdaRuntimeError``.
    func invocation(
        of head: HTTPClientResponse
    ) async throws(LambdaRuntimeError) -> (invocation: Invocation, event: [UInt8]) {
        let call = "next"
        let event = try await body(of: head, call)
        guard head.status == .ok else { throw Self.refusal(call, head.status, event) }
        guard let id = head.headers.first(name: "Lambda-Runtime-Aws-Request-Id"), !id.isEmpty else {
            throw .noRequestID
        }
        let deadline = head.headers.first(name: "Lambda-Runtime-Deadline-Ms").flatMap { Double($0) }
        let invocation = Invocation(
            requestID: id,
            deadline: deadline.map { Date(timeIntervalSince1970: $0 / 1_000) },
            traceID: head.headers.first(name: "Lambda-Runtime-Trace-Id"),
            functionARN: head.headers.first(name: "Lambda-Runtime-Invoked-Function-Arn")
        )
        return (invocation, event)
    }

    /// Answers an invocation.
    ///
    /// - Throws: ``LambdaRuntimeError``.
    func respond(_ payload: [UInt8], to invocation: Invocation) async throws(LambdaRuntimeError) {
        try await post(payload, "/invocation/\(invocation.requestID)/response")
    }

    /// Ends an invocation without a response.
    ///
    /// - Throws: ``LambdaRuntimeError``.
    func fail(_ invocation: Invocation, by failure: FunctionFailure) async throws(LambdaRuntimeError) {
        try await post(failure, "/invocation/\(invocation.requestID)/error")
    }

    /// Says that the function did not start.
    ///
    /// - Throws: ``LambdaRuntimeError``.
    func failStart(by failure: FunctionFailure) async throws(LambdaRuntimeError) {
        try await post(failure, "/init/error")
    }

    private func post(_ failure: FunctionFailure, _ path: String) async throws(LambdaRuntimeError) {
        let type = ("Lambda-Runtime-Function-Error-Type", failure.kind.rawValue)
        try await post(failure.json.serialized(), path, headers: [type])
    }

    private func post(
        _ body: [UInt8],
        _ path: String,
        headers: [(String, String)] = []
    ) async throws(LambdaRuntimeError) {
        var request = request(.POST, path)
        request.headers.add(name: "Content-Type", value: "application/json")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: body))
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, deadline: .now() + .seconds(60))
        } catch {
            throw .unreachable(call: path, reason: "\(error)")
        }
        let answer = try await self.body(of: response, path)
        guard (200..<300).contains(response.status.code) else {
            throw Self.refusal(path, response.status, answer)
        }
    }

    private func request(_ method: HTTPMethod, _ path: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        request.headers.add(name: "User-Agent", value: "understudy")
        return request
    }

    private func body(
        of response: HTTPClientResponse,
        _ call: String
    ) async throws(LambdaRuntimeError) -> [UInt8] {
        do {
            return Array(buffer: try await response.body.collect(upTo: Self.eventBytes))
        } catch {
            throw .unreachable(call: call, reason: "\(error)")
        }
    }

    private static func refusal(
        _ call: String,
        _ status: HTTPResponseStatus,
        _ body: [UInt8]
    ) -> LambdaRuntimeError {
        let text = String(decoding: body.prefix(500), as: UTF8.self)
        return .refused(call: call, status: Int(status.code), body: text.isEmpty ? "nothing" : text)
    }
}
