import Contracts
import Lambda
import Synchronization

/// Looks at every answer and collects what is seen.
final class AnswerChecks: Sendable {
    private let checks: [any AnswerCheck]
    private let seen = Mutex<Set<CaseIdentity>>([])

    /// The checks whose rules a contract has.
    init(_ contract: Contract) {
        checks = [
            OneOriginCheck(contract), ServerErrorCheck(contract), FailureCheck(contract),
            StackTraceCheck(contract),
            SuccessCheck(contract), ListOrderCheck(contract),
        ]
    }

    /// What is wrong with an answer.
    func findings(in exchange: RecordedExchange, of action: Action?) -> [Finding] {
        checks.flatMap { check -> [Finding] in
            guard let collectingCase = check.collectingCase(for: exchange, of: action) else { return [] }
            seen.withLock { _ = $0.insert(collectingCase) }
            return check.problems(in: exchange, of: action).map { problem in
                Finding(
                    rule: problem.rule,
                    summary: problem.summary,
                    details: problem.details,
                    exchange: exchange.number,
                    collectedBy: collectingCase,
                    isCertain: problem.isCertain,
                    isShown: { other in
                        check.collectingCase(for: other, of: action) == collectingCase
                            && check.problems(in: other, of: action).contains {
                                $0.rule.id == problem.rule.id
                            }
                    }
                )
            }
        }
    }

    /// Whether an answer was seen that is the business of this case.
    func hasSeen(_ identity: CaseIdentity) -> Bool {
        seen.withLock { $0.contains(identity) }
    }
}

extension RecordedExchange {
    /// Statuses that the platform gives before the function runs; it knows nothing of our shapes.
    var isFromPlatform: Bool { [413, 414, 431].contains(response.status) }

    /// Whether the answer is one that never has a body.
    var hasNoBody: Bool { request.method == "HEAD" || [204, 304].contains(response.status) }

    /// The media type without parameters, in lower case; `nil` when there is not exactly one.
    var mediaType: String? {
        let values = response.headers.values(for: "Content-Type")
        guard values.count == 1 else { return nil }
        let type = values[0].split(separator: ";", omittingEmptySubsequences: false).first ?? ""
        return String(type.filter { $0 != " " && $0 != "\t" }).lowercased()
    }

    /// A line about the content type that was seen.
    var contentTypeSeen: String {
        let values = response.headers.values(for: "Content-Type")
        return values.isEmpty
            ? "no Content-Type" : values.map { "Content-Type: \($0)" }.joined(separator: ", ")
    }
}
