import Foundation
import JSON
import Lambda
import Synchronization
import TestServer
import TestSupport

/// The platform's side of the Runtime API: it hands out events one after the other, and notes what comes back.
///
/// Source: AWS, "Using the Lambda runtime API for custom runtimes", API version 2018-06-01.
final class RuntimeAPI: Endpoint {
    /// What an invocation ended with.
    enum Outcome: Sendable {
        case response(JSONValue)
        case error(type: String?, body: JSONValue)
    }

    private typealias Taker = CheckedContinuation<(id: String, event: [UInt8])?, Never>

    private struct State {
        var number = 0
        var waiting: [(id: String, event: [UInt8])] = []
        var takers: [Taker] = []
        var ends: [String: CheckedContinuation<Outcome, Never>] = [:]
        var startError: Outcome?
        var firstCall: ContinuousClock.Instant?
        var isClosed = false
    }

    /// The headers of each invocation, beside its id.
    let headers: HeaderFields
    private let state = Mutex(State())

    init(headers: HeaderFields = HeaderFields()) {
        self.headers = headers
    }

    /// Serves the Runtime API while a body runs.
    static func run<Result: Sendable>(
        headers: HeaderFields = HeaderFields(),
        _ body: (_ api: RuntimeAPI, _ address: String) async throws -> Result
    ) async throws -> Result {
        let api = RuntimeAPI(headers: headers)
        return try await EndpointServer.run(api) { _, port in
            defer { api.close() }
            return try await body(api, "127.0.0.1:\(port)")
        }
    }

    /// When the function asked for its first event, or said that it cannot.
    var firstCall: ContinuousClock.Instant? { state.withLock(\.firstCall) }

    /// What the function said when it did not start.
    var startError: Outcome? { state.withLock(\.startError) }

    /// Whether the function waits for an event.
    var isAwaited: Bool { state.withLock { !$0.takers.isEmpty } }

    /// Invokes the function and waits for what comes back.
    func invoke(_ event: JSONValue) async -> Outcome { await invoke(event.serialized()) }

    /// Invokes the function and waits for what comes back.
    func invoke(_ event: [UInt8]) async -> Outcome {
        await withCheckedContinuation { end in
            let (id, taker) = state.withLock { state -> (String, Taker?) in
                state.number += 1
                let id = "request-\(state.number)"
                state.ends[id] = end
                guard !state.takers.isEmpty else {
                    state.waiting.append((id, event))
                    return (id, nil)
                }
                return (id, state.takers.removeFirst())
            }
            taker?.resume(returning: (id, event))
        }
    }

    /// Lets go of everybody who waits.
    private func close() {
        let (takers, ends) = state.withLock { state in
            state.isClosed = true
            defer { (state.takers, state.ends) = ([], [:]) }
            return (state.takers, Array(state.ends.values))
        }
        for taker in takers { taker.resume(returning: nil) }
        for end in ends { end.resume(returning: .error(type: "Test.Closed", body: .null)) }
    }

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        let parts = request.path.split(separator: "/").map(String.init)
        guard parts.starts(with: ["2018-06-01", "runtime"]) else { return LambdaResponse(status: 404) }
        switch (request.method, Array(parts.dropFirst(2))) {
        case ("GET", ["invocation", "next"]):
            return await next()
        case ("POST", ["init", "error"]):
            state.withLock { state in
                state.firstCall = state.firstCall ?? .now
                state.startError = Self.error(request)
            }
            return LambdaResponse(status: 202)
        case ("POST", let path) where path.count == 3 && path[0] == "invocation" && path[2] == "response":
            guard let payload = try? JSONValue(parsing: request.body) else {
                return LambdaResponse(status: 400)
            }
            return end(path[1], .response(payload))
        case ("POST", let path) where path.count == 3 && path[0] == "invocation" && path[2] == "error":
            return end(path[1], Self.error(request))
        default:
            return LambdaResponse(status: 404)
        }
    }

    private static func error(_ request: LambdaRequest) -> Outcome {
        .error(
            type: request.headers["Lambda-Runtime-Function-Error-Type"],
            body: (try? JSONValue(parsing: request.body)) ?? .null
        )
    }

    private func next() async -> LambdaResponse {
        let taken = await withCheckedContinuation { taker in
            let (isAnswered, event) = state.withLock { state -> (Bool, (id: String, event: [UInt8])?) in
                state.firstCall = state.firstCall ?? .now
                if state.isClosed { return (true, nil) }
                if !state.waiting.isEmpty { return (true, state.waiting.removeFirst()) }
                state.takers.append(taker)
                return (false, nil)
            }
            if isAnswered { taker.resume(returning: event) }
        }
        guard let taken else { return LambdaResponse(status: 500) }
        var headers = headers
        headers["Lambda-Runtime-Aws-Request-Id"] = taken.id
        return LambdaResponse(status: 200, headers: headers, body: taken.event)
    }

    private func end(_ id: String, _ outcome: Outcome) -> LambdaResponse {
        guard let end = state.withLock({ $0.ends.removeValue(forKey: id) }) else {
            return LambdaResponse(status: 400, body: Array(#"{"errorType": "InvalidRequestID"}"#.utf8))
        }
        end.resume(returning: outcome)
        return LambdaResponse(status: 202)
    }
}
