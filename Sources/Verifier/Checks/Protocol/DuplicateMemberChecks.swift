import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that a body with a duplicate member name in one object is refused: parsers differ in which of the two they keep.
struct DuplicateMemberChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.duplicateMemberStatus]

    func cases(of contract: Contract) -> [PlannedCase] {
        let rules = contract.rules(for: .duplicateMemberStatus, of: nil)
        guard !rules.isEmpty else { return [] }
        return contract.workingWrites.map { write in
            PlannedCase(
                suite: write.action.name,
                kind: .protocol,
                name: "a body with the same member twice",
                rules: rules
            ) { attempt throws(AttemptEnd) in
                let requests = attempt.context.requests
                let arguments = ExampleRunner(attempt).arguments(of: write.example, write.action)
                let request = requests.request(write.action, arguments)
                guard
                    let member = arguments.first(where: { write.action.request.place(of: $0.name) == .body })
                else { return }
                let double = JSONValue.object(JSONObject([member])).serialized().dropFirst()
                var doubled = request
                doubled.body = request.body.dropLast() + [UInt8(ascii: ",")] + double
                let answer = try await attempt.send(doubled, for: write.action)
                Refusal(what: "a body with \(member.name) twice", status: rules).judge(answer, attempt)
            }
        }
    }
}
