import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that a nested unknown member is ignored up to one depth, and refused beyond another.
struct NestingChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.nestingIgnored, .nestingRefused]

    private struct Shape: Sendable {
        let name: String
        let opening: String
        let closing: String
    }

    private static let shapes = [
        Shape(name: "lists", opening: "[", closing: "]"),
        Shape(name: "objects", opening: #"{"a":"#, closing: "}"),
    ]

    func cases(of contract: Contract) -> [PlannedCase] {
        guard let write = contract.representativeWrite else { return [] }
        let limits = contract.service.limits
        return Self.shapes.flatMap { shape in
            contract.rules(for: .nestingIgnored, of: nil).map { rule in
                // The body's own object is the first level.
                ignored(write, rule, shape, depth: limits.ignoredDepth - 1)
            }
                + contract.rules(for: .nestingRefused, of: nil).flatMap { rule in
                    [limits.depth + 1, 100_000].map { refused(write, rule, shape, depth: $0) }
                }
        }
    }

    private func ignored(_ write: WorkingExample, _ rule: Rule, _ shape: Shape, depth: Int) -> PlannedCase {
        let name = "an unknown member of \(shape.name), the body \(depth + 1) levels deep, is ignored"
        return PlannedCase.transport(name, kind: .boundary, [rule]) { attempt throws(AttemptEnd) in
            let how = "with an unknown member of \(depth) levels"
            try await WorkingRequest(write.action, write.example, rule, how).run(attempt) { request in
                Self.nested(request, shape, depth)
            }
        }
    }

    private func refused(_ write: WorkingExample, _ rule: Rule, _ shape: Shape, depth: Int) -> PlannedCase {
        let name = "an unknown member of \(shape.name), \(depth) levels deep, is refused"
        return PlannedCase.transport(name, kind: .boundary, [rule]) { attempt throws(AttemptEnd) in
            let arguments = ExampleRunner(attempt).arguments(of: write.example, write.action)
            let request = Self.nested(attempt.context.requests.request(write.action, arguments), shape, depth)
            let answer = try await attempt.send(request, for: write.action)
            Refusal(what: "a body of \(shape.name) \(depth) levels deep", refused: [rule]).judge(
                answer,
                attempt
            )
        }
    }

    private static func nested(_ request: LambdaRequest, _ shape: Shape, _ depth: Int) -> LambdaRequest {
        var request = request
        let value =
            String(repeating: shape.opening, count: depth) + "1"
            + String(repeating: shape.closing, count: depth)
        request.body.appendMember("\"understudy\":\(value)")
        return request
    }
}
