import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that a body over the platform's limit is refused.
struct BodySizeChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.bodyTooLarge]

    func cases(of contract: Contract) -> [PlannedCase] {
        guard let write = contract.representativeWrite else { return [] }
        let limit = contract.service.limits.requestBytes
        let sizes = [("one byte over the limit", limit + 1), ("7 MB", max(7_000_000, limit + 2))]
        return contract.rules(for: .bodyTooLarge, of: nil).flatMap { rule in
            sizes.map { name, size in
                PlannedCase.transport("a body of \(name)", kind: .boundary, [rule]) {
                    attempt throws(AttemptEnd) in
                    let request = Self.request(write, size: size, attempt)
                    let answer = try await attempt.send(request, for: write.action)
                    let expected = rule.status ?? .exact(413)
                    guard !expected.matches(answer.response.status) else { return }
                    try attempt.require(
                        Finding(
                            rule: rule,
                            summary:
                                "a body of \(size) bytes was answered \(answer.response.status) instead of"
                                + " \(expected)",
                            [.status(Evidence(expected), answer.response)],
                            exchange: answer.number,
                            isShown: { !expected.matches($0.response.status) }
                        )
                    )
                }
            }
        }
    }

    /// Returns a valid request of an exact number of bytes, padded by a member that the service does not know.
    private static func request(_ write: WorkingExample, size: Int, _ attempt: Attempt) -> LambdaRequest {
        var request = attempt.context.requests.request(
            write.action,
            ExampleRunner(attempt).arguments(of: write.example, write.action)
        )
        request.body.appendMember(#""padding":"""#)
        let missing = max(0, size - request.body.count)
        request.body =
            request.body.dropLast(2) + Array(repeating: UInt8(ascii: "x"), count: missing) + Array("\"}".utf8)
        return request
    }
}
