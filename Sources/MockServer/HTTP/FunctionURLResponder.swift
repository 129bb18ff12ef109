import Foundation
import Gate
import HTTPTypes
import Hummingbird
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
        let isControl = ControlAPI.claims(String((request.head.path ?? "/").prefix { $0 != "?" }))
        let limit = isControl ? configuration.fixtureBytes : configuration.requestBytes
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        guard let body = try await request.body.bytes(upTo: limit, announced: announced) else {
            let response = LambdaResponse.failure(
                413,
                "the body is longer than \(limit) bytes; a Function URL takes no more"
            )
            let lambdaRequest = LambdaRequest(request.head, body: [])
            record(lambdaRequest, response, report: nil, time: time, since: start)
            return response.response(isHead: isHead)
        }
        let lambdaRequest = LambdaRequest(request.head, body: body)
        if isControl {
            return await control.respond(to: lambdaRequest).response(isHead: isHead)
        }
        // A HEAD is answered as a GET is, without the body, whose length its head still has to say.
        var asked = paths.route(lambdaRequest)
        if isHead { asked.method = "GET" }
        let (response, report) = await answer(asked)
        record(lambdaRequest, response, report: report, time: time, since: start)
        return response.response(isHead: isHead)
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
