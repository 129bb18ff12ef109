import Contracts
import JSON
import Lambda
import VerifierEvents

/// Checks that strings that are not text and numbers without a value are refused.
struct UnrepresentableChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.unrepresentableRefused]

    func cases(of contract: Contract) -> [PlannedCase] {
        contract.rules(for: .unrepresentableRefused, of: nil).flatMap { rule in
            contract.workingWrites.flatMap { write in
                write.example.request.filter { write.action.request.place(of: $0.name) == .body }.flatMap {
                    member in
                    Self.literals(for: member.value).map { name, literal in
                        planned(write, rule, member: member.name, name: name, literal: literal)
                    }
                }
            }
        }
    }

    /// JSON texts that replace a value of the same type.
    private static func literals(for value: JSONValue) -> [(String, String)] {
        switch value {
        case .string:
            [("a lone high surrogate", #""\ud83d""#), ("a lone low surrogate", #""a\udd6fb""#)]
        case .number:
            [
                ("NaN", "NaN"), ("Infinity", "-Infinity"),
                ("a number that no decimal holds", "1e99999999999999"),
            ]
        default: []
        }
    }

    private func planned(
        _ write: WorkingExample,
        _ rule: Rule,
        member: String,
        name: String,
        literal: String
    ) -> PlannedCase {
        PlannedCase(
            suite: write.action.name,
            kind: .boundary,
            name: "\(member) is \(name)",
            rules: [rule]
        ) { attempt throws(AttemptEnd) in
            var runner = ExampleRunner(attempt)
            try await runner.prepare(write.example)
            var arguments = runner.arguments(of: write.example, write.action)
            arguments[member] = nil
            let requests = attempt.context.requests
            var request = requests.request(write.action, arguments)
            request.body.appendMember("\(JSONValue.string(member).compactText):\(literal)")
            let answer = try await attempt.send(request, for: write.action)
            Refusal(what: "\(write.action.name) whose \(member) is \(name)", refused: [rule]).judge(
                answer,
                attempt
            )
        }
    }
}
