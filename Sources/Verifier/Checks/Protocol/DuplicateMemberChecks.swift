import Contracts
import JSON
import Lambda

/// Checks that a body with a duplicate member name in one object is refused: parsers differ in which of the two they keep.
struct DuplicateMemberChecks: CaseProvider {
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
                guard let member = arguments.members.first else { return }
                let double = JSONValue.object(JSONObject([member])).serialized().dropFirst()
                let body =
                    requests.request(write.action, arguments).body.dropLast() + [UInt8(ascii: ",")] + double
                let request = requests.request(method: write.action.method, bytes: Array(body))
                let answer = try await attempt.send(request, for: write.action)
                Refusal(what: "a body with \(member.name) twice", status: rules).judge(answer, attempt)
            }
        }
    }
}
