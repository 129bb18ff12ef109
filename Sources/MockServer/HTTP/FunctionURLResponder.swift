import Foundation
import Gate
import HTTPTypes
import Hummingbird
import JSON
import Lambda

/// Answers every HTTP request as a Function URL in front of the function would.
struct FunctionURLResponder: HTTPResponder {
    /// Nothing is kept per request; the type is what hummingbird asks for.
    struct Context: InitializableFromSource {
        init(source: ApplicationRequestContextSource) {}
    }

    let gate: Gate
    let paths: PathRouting
    let control: ControlAPI
    let journal: Journal
    let configuration: MockServerConfiguration
    let onRequest: @Sendable (JournalEntry) -> Void

    func respond(to request: Request, context: Context) async throws -> Response {
        let start = ContinuousClock.now
        let time = Date()
        let isHead = request.method == .head
        if isControl(request.head) { return try await answerControl(request).response(isHead: isHead) }
        guard let body = try await body(of: request) else {
            let limit = configuration.requestBytes
            let response = LambdaResponse.failure(
                413,
                "the body is longer than \(limit) bytes; a Function URL takes no more"
            )
            let lambdaRequest = LambdaRequest(request.head, body: [])
            record(lambdaRequest, response, report: nil, time: time, since: start)
            return response.response(isHead: isHead)
        }
        let lambdaRequest = LambdaRequest(request.head, body: body)
        // A HEAD is answered as a GET is, without the body, whose length its head still has to say.
        var asked = paths.route(lambdaRequest)
        if isHead { asked.method = "GET" }
        let (response, report) = await answer(asked)
        record(lambdaRequest, response, report: report, time: time, since: start)
        return response.response(isHead: isHead)
    }

    /// The longest body that a request may have, in bytes.
    func bodyLimit(of head: HTTPRequest) -> Int {
        isControl(head) ? configuration.fixtureBytes : configuration.requestBytes
    }

    private func isControl(_ head: HTTPRequest) -> Bool {
        ControlAPI.name(in: String((head.path ?? "/").prefix { $0 != "?" })) != nil
    }

    private func body(of request: Request) async throws -> [UInt8]? {
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        return try await request.body.bytes(upTo: bodyLimit(of: request.head), announced: announced)
    }

    /// Answers for the control API, which reads no body of those that may not use it.
    private func answerControl(_ request: Request) async throws -> LambdaResponse {
        if let refusal = control.refusal(of: LambdaRequest(request.head, body: [])) { return refusal }
        guard let body = try await body(of: request) else {
            let limit = configuration.fixtureBytes
            return .json(413, ["success": false, "error": .string("a fixture has at most \(limit) bytes")])
        }
        return await control.respond(to: LambdaRequest(request.head, body: body))
    }

    /// Asks the function; when it fails, a Function URL answers 502 in its place.
    private func answer(_ request: LambdaRequest) async -> (LambdaResponse, GateReport?) {
        do throws(EndpointError) {
            let exchange = try await gate.exchange(request)
            return (exchange.response, exchange.report)
        } catch {
            return (.badGateway, GateReport(warnings: ["the function failed: \(error)"]))
        }
    }

    private func record(
        _ request: LambdaRequest,
        _ response: LambdaResponse,
        report: GateReport?,
        time: Date,
        since start: ContinuousClock.Instant
    ) {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        let entry = JournalEntry(
            time: time,
            request: request,
            response: response,
            milliseconds: Double(seconds) * 1000 + Double(attoseconds) / 1e15,
            report: report
        )
        onRequest(journal.record(entry))
    }
}
