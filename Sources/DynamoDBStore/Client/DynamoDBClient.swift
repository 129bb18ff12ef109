import Foundation
import JSON

/// Sends requests to DynamoDB: signed, checked, and repeated where that helps.
///
/// Every request may be sent twice: reads and provisioning by their nature, transactions by their token.
struct DynamoDBClient: Sendable {
    /// Where DynamoDB is, and with which key.
    let configuration: DynamoDBConfiguration
    private let budget = RetryBudget()

    init(_ configuration: DynamoDBConfiguration) {
        self.configuration = configuration
    }

    /// Calls an operation.
    ///
    /// Throttling, failures of the server, lost and damaged answers are retried with full jitter, within a budget; so
    /// are transactions that lost a race, and an ended key is replaced once.
    ///
    /// - Parameters:
    ///   - operation: The name of the operation.
    ///   - request: Its parameters; they stay the same for all attempts, an idempotency token among them.
    /// - Returns: The result.
    /// - Throws: ``DynamoDBError``.
    func call(_ operation: String, _ request: JSONValue) async throws(DynamoDBError) -> JSONValue {
        let body = request.serialized()
        var attempt = 1
        var hasNewCredentials = false
        while true {
            do throws(DynamoDBError) {
                let result = try await send(operation, body)
                budget.refill()
                return result
            } catch {
                switch error {
                case .refused(let refusal) where refusal.isConflict:
                    // Others make progress; so this does not count as a failure of the service.
                    guard attempt < configuration.retries.attempts else { throw error }
                case .refused(let refusal) where refusal.isExpiredCredentials && !hasNewCredentials:
                    hasNewCredentials = true
                    await configuration.credentials.forget()
                    continue
                case .refused(let refusal) where refusal.isOverload:
                    guard attempt < configuration.retries.attempts, budget.spend() else { throw error }
                case .noAnswer:
                    guard attempt < configuration.retries.attempts, budget.spend() else { throw error }
                case .refused, .noCredentials, .cancelled:
                    throw error
                }
                try await configuration.retries.wait(after: attempt)
                attempt += 1
            }
        }
    }

    private func send(_ operation: String, _ body: [UInt8]) async throws(DynamoDBError) -> JSONValue {
        let credentials: AWSCredentials
        do throws(CredentialError) {
            credentials = try await configuration.credentials.current()
        } catch {
            throw .noCredentials(error)
        }
        let signature = SignatureV4(
            credentials: credentials,
            region: configuration.region,
            service: "dynamodb",
            time: SigningTime(seconds: Int(Date().timeIntervalSince1970))
        )
        let headers = signature.signed(
            method: "POST",
            path: "/",
            headers: [
                (name: "Host", value: configuration.endpoint.host),
                (name: "Content-Type", value: "application/x-amz-json-1.0"),
                (name: "X-Amz-Target", value: "DynamoDB_20120810.\(operation)"),
            ],
            body: body
        )
        let answer: SharedHTTPClient.Answer
        do {
            answer = try await SharedHTTPClient.send(
                .post,
                configuration.endpoint.origin + "/",
                headers: headers + [(name: "Accept-Encoding", value: "identity")],
                body: body,
                milliseconds: configuration.timeoutMilliseconds
            )
        } catch {
            if Task.isCancelled { throw .cancelled }
            throw .noAnswer(
                reason: "\(operation) at \(configuration.endpoint.origin) has no answer: \(error)"
            )
        }
        return try result(of: answer, operation)
    }

    private func result(
        of answer: SharedHTTPClient.Answer,
        _ operation: String
    ) throws(DynamoDBError) -> JSONValue {
        if let sent = answer.header("x-amz-crc32"),
            sent != String(CRC32.checksum(answer.body))
        {
            throw .noAnswer(reason: "the answer to \(operation) was damaged on its way")
        }
        guard answer.status == 200 else {
            throw .refused(DynamoDBError.Refusal(status: answer.status, body: answer.body))
        }
        do {
            return try JSONValue(parsing: answer.body)
        } catch {
            throw .noAnswer(reason: "the answer to \(operation) is no JSON: \(error)")
        }
    }
}
