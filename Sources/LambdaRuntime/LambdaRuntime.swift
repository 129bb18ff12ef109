import AsyncHTTPClient
import Foundation
import Lambda
public import Logging
public import ServiceLifecycle

/// A Lambda function's custom runtime around an endpoint: it takes one invocation after the other from the Runtime API and
/// answers it.
///
/// A graceful shutdown ends the wait for an invocation, and lets the current one finish.
///
/// ```swift
/// let runtime = LambdaRuntime(address: address, logger: logger) { ShopFunction() }
/// try await ServiceGroup(services: [runtime], gracefulShutdownSignals: [.sigterm], logger: logger).run()
/// ```
public struct LambdaRuntime: Service {
    /// The most bytes of a response's payload, which the platform refuses above.
    ///
    /// Source: AWS, "Lambda quotas".
    public static let responseBytes = 6_291_556

    /// How often in a row the next invocation is asked for again: a connection may have died while the platform kept the
    /// environment frozen.
    private static let mostAttempts = 3

    private let address: String
    private let logger: Logger
    private let start: @Sendable () async throws -> any FunctionEndpoint

    /// Creates a runtime; ``run()`` starts it.
    ///
    /// - Parameters:
    ///   - address: The host and port of the Runtime API.
    ///   - logger: Where each invocation is noted.
    ///   - start: Makes the endpoint; the platform is told of its error.
    public init(
        address: String,
        logger: Logger,
        start: @escaping @Sendable () async throws -> any FunctionEndpoint
    ) {
        self.address = address
        self.logger = logger
        self.start = start
    }

    /// Returns the host and port of the Runtime API that an environment names.
    ///
    /// - Parameter environment: The environment variables of the process.
    /// - Returns: The value of `AWS_LAMBDA_RUNTIME_API`.
    /// - Throws: ``LambdaRuntimeError/noRuntimeAPI(_:)``.
    public static func address(
        in environment: [String: String]
    ) throws(LambdaRuntimeError) -> String {
        guard let address = environment["AWS_LAMBDA_RUNTIME_API"], !address.isEmpty else {
            throw .noRuntimeAPI(nil)
        }
        guard let url = URL(string: "http://\(address)/"), url.host() != nil, url.path() == "/" else {
            throw .noRuntimeAPI(address)
        }
        return address
    }

    /// Answers invocations until the task is cancelled or its service group shuts down gracefully.
    ///
    /// - Throws: ``LambdaRuntimeError`` when the Runtime API cannot be used; what the start of the endpoint throws.
    public func run() async throws {
        let client = RuntimeClient(address)
        do {
            try await run(client)
            await client.shutdown()
        } catch {
            await client.shutdown()
            throw error
        }
    }

    private func run(_ client: RuntimeClient) async throws {
        let endpoint: any FunctionEndpoint
        do {
            endpoint = try await start()
        } catch {
            logger.critical("the function did not start: \(error)")
            try await client.failStart(by: FunctionFailure(.start, "\(error)"))
            throw error
        }
        var failures = 0
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            let head: HTTPClientResponse
            do {
                head = try await cancelWhenGracefulShutdown { try await client.head() }
            } catch {
                guard !Task.isShuttingDownGracefully, !Task.isCancelled else { break }
                failures += 1
                guard failures < Self.mostAttempts else {
                    throw LambdaRuntimeError.unreachable(call: "next", reason: "\(error)")
                }
                logger.warning("the next invocation is asked for again: \(error)")
                continue
            }
            failures = 0
            let (invocation, event) = try await client.invocation(of: head)
            try await Invocation.$current.withValue(invocation) {
                try await answer(event, of: invocation, by: endpoint, client)
            }
        }
        logger.debug("the runtime ends")
    }

    /// Answers an invocation, or says why not.
    ///
    /// What the Runtime API no longer takes, for it comes too late, is only logged.
    private func answer(
        _ bytes: [UInt8],
        of invocation: Invocation,
        by endpoint: any FunctionEndpoint,
        _ client: RuntimeClient
    ) async throws(LambdaRuntimeError) {
        let start = ContinuousClock.now
        do throws(LambdaRuntimeError) {
            let answer: Answer
            do throws(FunctionFailure) {
                answer = try await self.answer(to: bytes, by: endpoint)
            } catch {
                logger.error("\(error.message)", metadata: ["errorType": "\(error.kind.rawValue)"])
                return try await client.fail(invocation, by: error)
            }
            // Noted first: the platform may freeze the environment as soon as it has the response.
            note(answer, since: start, invocation)
            try await client.respond(answer.payload, to: invocation)
        } catch {
            guard case .refused(_, 400..<500, _) = error else { throw error }
            logger.error("\(error)")
        }
    }

    private func answer(
        to bytes: [UInt8],
        by endpoint: any FunctionEndpoint
    ) async throws(FunctionFailure) -> Answer {
        let event = try Self.event(bytes)
        let response: LambdaResponse
        do throws(EndpointError) {
            response = try await endpoint.send(event.request)
        } catch {
            throw FunctionFailure(.function, error.description)
        }
        let (payload, sent) = try payload(of: response, event.format, by: endpoint)
        return Answer(request: event.request, status: sent.status, payload: payload)
    }

    private static func event(_ bytes: [UInt8]) throws(FunctionFailure) -> HTTPEvent {
        do throws(EventError) {
            return try HTTPEvent(bytes)
        } catch {
            throw FunctionFailure(.event, error.description)
        }
    }

    /// Returns the payload of a response, or of what is sent in its place where it is too long.
    private func payload(
        of response: LambdaResponse,
        _ format: HTTPEvent.Format,
        by endpoint: any FunctionEndpoint
    ) throws(FunctionFailure) -> (bytes: [UInt8], response: LambdaResponse) {
        let payload = response.payload(format)
        guard payload.count > Self.responseBytes else { return (payload, response) }
        let reason =
            "the response's payload of \(payload.count) bytes is over the limit of \(Self.responseBytes); "
            + "ask for fewer records at a time"
        logger.error("\(reason)", metadata: ["errorType": "\(FunctionFailure.Kind.size.rawValue)"])
        let replacement = endpoint.replacement(forResponseOf: payload.count)
        let other = replacement.payload(format)
        guard other.count <= Self.responseBytes else { throw FunctionFailure(.size, reason) }
        return (other, replacement)
    }

    private func note(_ answer: Answer, since start: ContinuousClock.Instant, _ invocation: Invocation) {
        let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
        logger.info(
            "\(answer.request.method) \(answer.request.path) \(answer.status)",
            metadata: [
                "status": .stringConvertible(answer.status),
                "durationMs": .stringConvertible((milliseconds * 1_000).rounded() / 1_000),
                "payloadBytes": .stringConvertible(answer.payload.count),
            ]
        )
        if let left = invocation.secondsLeft(), left < 0 {
            logger.warning(
                "the response came \(-left) s after the deadline; give the function more time or memory"
            )
        }
    }
}

/// What an invocation is answered with.
private struct Answer: Sendable {
    let request: LambdaRequest
    let status: Int
    let payload: [UInt8]
}
