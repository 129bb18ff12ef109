import FaultInjection
import Foundation
import HTTPTypes
import HummingbirdCore
import JSON
import Lambda
import NIOCore
import NIOHTTP1
import Sessions
import Telemetry

/// Answers every HTTP request as a Function URL in front of the function would, in the session that it names.
struct FunctionURLResponder: Sendable {
    let pipeline: SessionPipeline
    let control: ControlAPI
    let exchanges: LiveExchanges
    let metrics: ServiceMetrics
    let configuration: MockServerConfiguration
    let onRequest: @Sendable (JournalEntry) -> Void

    /// The response could not be written; no other one may follow it.
    private struct Unwritten: Error {}

    /// Answers a request.
    ///
    /// - Throws: An error where the connection cannot go on.
    func answer(_ request: Request, _ writer: consuming ResponseWriter, on channel: any Channel) async throws
    {
        var response: Response
        do {
            response = try await respond(to: request, on: channel)
        } catch let error as HTTPParserError {
            // The rest of the request is no HTTP: the connection is answered with 400.
            throw error
        } catch {
            response = Response(status: .internalServerError)
        }
        if !response.headers.contains(.date) {
            let now = Int(Date().timeIntervalSince1970 * 1_000)
            response.headers.append(HTTPField(name: .date, value: HTTPDate.text(milliseconds: now)))
        }
        do {
            try await writer.write(response: response.head, body: response.body)
        } catch is HTTPParserError {
            throw Unwritten()
        }
    }

    private func respond(to request: Request, on channel: any Channel) async throws -> Response {
        let received = Received()
        let isHead = request.method == .head
        let head = LambdaRequest(request.head, body: [])
        let selection: SessionSelection
        do {
            selection = try SessionSelection(head)
        } catch {
            return refusal(error).response(isHead: isHead)
        }
        if ControlAPI.name(in: selection.request.path) != nil {
            return try await answerControl(request, selection).response(isHead: isHead)
        }
        let session: Session
        do {
            session = try pipeline.registry.session(selection.name)
        } catch {
            return refusal(error).response(isHead: isHead)
        }
        var (original, asked) = (head, selection.request)
        let answer: SessionAnswer
        metrics.begin()
        if let body = try await countedBody(of: request) {
            original.body = body
            asked.body = body
            // A HEAD is answered as a GET is, without the body, whose length its head still has to say.
            if isHead { asked.method = "GET" }
            answer = await self.answer(asked, in: session)
        } else {
            let limit = configuration.requestBytes
            let text = "the body is longer than \(limit) bytes; a Function URL takes no more"
            answer = pipeline.refuse(with: pipeline.refusal(413, text), in: session)
        }
        record(answer, to: original, in: session, received)
        count(answer, to: asked, in: session, received)
        var response = answer.response.response(isHead: isHead)
        if answer.faults.isReset {
            await ConnectionFault.reset(channel)
        } else if let share = answer.faults.bodyShare, !isHead, !answer.response.body.isEmpty {
            response = ConnectionFault.truncated(answer.response, share: share)
        }
        // The session's time, so that it agrees with the times in records and repeats with a seed.
        let date = HTTPDate.text(milliseconds: session.clock.now())
        response.headers.append(HTTPField(name: .date, value: date))
        return response
    }

    /// Returns the refusal of a request that names a session that there cannot be.
    private func refusal(_ error: SessionError) -> LambdaResponse {
        pipeline.refusal(ControlError(error).status, error.description)
    }

    /// The longest body that a request may have, in bytes.
    func bodyLimit(of head: HTTPRequest) -> Int {
        let request = LambdaRequest(head, body: [])
        let path = (try? SessionSelection(request))?.request.path ?? request.path
        return ControlAPI.name(in: path) == nil ? configuration.requestBytes : configuration.fixtureBytes
    }

    /// The body of a request, if it has at most so many bytes.
    private func body(of request: Request, upTo limit: Int) async throws -> [UInt8]? {
        let announced = request.headers[.contentLength].flatMap { Int($0) }
        return try await request.body.bytes(upTo: limit, announced: announced)
    }

    /// The body of a request that the metrics know to be under way.
    private func countedBody(of request: Request) async throws -> [UInt8]? {
        do {
            return try await body(of: request, upTo: configuration.requestBytes)
        } catch {
            metrics.abandon()
            throw error
        }
    }

    private func count(
        _ answer: SessionAnswer,
        to request: LambdaRequest,
        in session: Session,
        _ received: Received
    ) {
        metrics.record(
            ObservedExchange(
                session: session.name.description,
                action: answer.action,
                isRead: request.method == "GET",
                arguments: request.rawQuery,
                status: answer.response.status,
                entityTag: answer.response.headers["ETag"],
                requestBytes: request.body.count,
                responseBody: answer.response.body,
                duration: .seconds(received.milliseconds / 1_000),
                usage: answer.usage,
                faults: answer.faults.kinds,
                measured: answer.measured.map { ($0.measure, .milliseconds($0.milliseconds)) }
            )
        )
    }

    /// Answers for the control API, which reads no body of those that may not use it.
    private func answerControl(
        _ request: Request,
        _ selection: SessionSelection
    ) async throws -> ControlAnswer {
        var asked = selection.request
        if let refusal = control.refusal(of: asked) { return ControlAnswer(response: refusal) }
        let limit = configuration.fixtureBytes
        guard let body = try await body(of: request, upTo: limit) else {
            return ControlAnswer(response: ControlError(413, "a fixture has at most \(limit) bytes").response)
        }
        asked.body = body
        let (request, control) = (asked, control)
        // Fixtures and snapshots can be long: elsewhere than on the event loop, whose other connections would have to wait.
        return await withTaskExecutorPreference(globalConcurrentExecutor) {
            await control.respond(to: request, in: selection.name)
        }
    }

    /// Plays the request in its session, with the faults that it asks for itself.
    private func answer(_ request: LambdaRequest, in session: Session) async -> SessionAnswer {
        var request = request
        do throws(FaultRuleError) {
            let faults = try FaultHeader.take(from: &request)
            return await pipeline.answer(request, in: session, requested: faults)
        } catch {
            return pipeline.refuse(with: pipeline.refusal(400, "\(FaultHeader.name): \(error)"), in: session)
        }
    }

    private func record(
        _ answer: SessionAnswer,
        to request: LambdaRequest,
        in session: Session,
        _ received: Received
    ) {
        let entry = JournalEntry(
            answer,
            to: request,
            in: session.name,
            time: received.time,
            milliseconds: received.milliseconds
        )
        session.journal.record(entry)
        exchanges.publish(entry)
        onRequest(entry)
    }
}

/// When a request came in.
private struct Received {
    let time = Date()
    private let start = ContinuousClock.now

    /// The milliseconds since then.
    var milliseconds: Double {
        let (seconds, attoseconds) = (ContinuousClock.now - start).components
        return Double(seconds) * 1000 + Double(attoseconds) / 1e15
    }
}
