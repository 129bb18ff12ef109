import Contracts
import Lambda
import VerifierEvents

/// Checks that the content type of a write does not matter; bodies that a platform wraps in base64 are decoded by the function.
struct ContentTypeChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.contentTypeUnchecked, .binaryBodyDecoded]

    private static let unchecked = [
        "text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded",
        "application/json; charset=utf-8", "multipart/form-data; boundary=understudy",
    ]
    private static let binary = ["application/octet-stream", "image/png"]

    func cases(of contract: Contract) -> [PlannedCase] {
        contract.rules(for: .contentTypeUnchecked, of: nil).flatMap { rule in
            contract.representativeWrite.map { write in
                Self.unchecked.map { planned(write, rule, contentType: $0) } + [withoutType(write, rule)]
            } ?? []
        }
            + contract.rules(for: .binaryBodyDecoded, of: nil).flatMap { rule in
                contract.workingWrites.map { planned($0, rule, contentType: Self.binary[0], of: $0.action) }
                    + (contract.representativeWrite.map { [planned($0, rule, contentType: Self.binary[1])] }
                        ?? [])
            }
    }

    private func planned(
        _ write: WorkingExample,
        _ rule: Rule,
        contentType: String,
        of action: Action? = nil
    ) -> PlannedCase {
        PlannedCase(
            suite: action?.name ?? CaseIdentity.transportSuite,
            kind: .protocol,
            name: "a body sent as \(contentType)",
            rules: [rule]
        ) { attempt throws(AttemptEnd) in
            try await WorkingRequest(write.action, write.example, rule, "as \(contentType)").run(attempt) {
                request in
                var request = request
                request.headers["Content-Type"] = contentType
                return request
            }
        }
    }

    private func withoutType(_ write: WorkingExample, _ rule: Rule) -> PlannedCase {
        PlannedCase.transport("a body sent without a content type", [rule]) { attempt throws(AttemptEnd) in
            try await WorkingRequest(write.action, write.example, rule, "without a content type").run(attempt)
            {
                request in
                var request = request
                request.headers["Content-Type"] = nil
                return request
            }
        }
    }
}
