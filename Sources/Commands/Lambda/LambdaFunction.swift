import Contracts
import Gate
import JSON
import Lambda
import LambdaRuntime
import Logging
import Sessions
import Tables

/// The function of `lambda`: it answers every request in one session, as the mock does in its default one.
///
/// The time is the machine's. An environment may be frozen between two invocations, so that the session's clock, which counts
/// from its start, is set before each of them.
struct LambdaFunction: FunctionEndpoint {
    let pipeline: SessionPipeline
    let session: Session
    let logger: Logger
    /// The service's name, a dimension of its metrics.
    let service: String
    /// Takes a line for the log that is no message.
    let write: @Sendable (String) -> Void

    func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        // Records keep their order where the machine's clock was set back.
        try? session.clock.change(to: ReferenceEnvironment.systemTime)
        var asked = request
        let isHead = request.method == "HEAD"
        if isHead { asked.method = "GET" }
        let answer = await pipeline.answer(asked, in: session)
        log(answer)
        if let failure = answer.failure { throw failure }
        var response = answer.response
        if isHead { response.body = [] }
        return response
    }

    func replacement(forResponseOf bytes: Int) -> LambdaResponse {
        pipeline.refusal(
            500,
            "the response of \(bytes) bytes is over the platform's limit of \(LambdaRuntime.responseBytes); "
                + "ask for fewer records at a time"
        )
    }

    private func log(_ answer: SessionAnswer) {
        let action: Logger.Metadata = answer.action.map { ["action": "\($0)"] } ?? [:]
        for violation in answer.report?.violations ?? [] {
            logger.error(
                "the response \(answer.response.status) breaks the contract: \(violation)",
                metadata: action
            )
        }
        for warning in answer.report?.warnings ?? [] { logger.warning("\(warning)", metadata: action) }
        if let refusal = answer.report?.refusal { logger.info("refused: \(refusal)", metadata: action) }
        logger.debug(
            "answered",
            metadata: action.merging(
                [
                    "readUnits": .stringConvertible(answer.usage.total.read),
                    "writeUnits": .stringConvertible(answer.usage.total.write),
                ]
            ) { $1 }
        )
        if let metrics = EmbeddedMetrics(answer.measured, service: service) { write(metrics.line) }
    }
}
