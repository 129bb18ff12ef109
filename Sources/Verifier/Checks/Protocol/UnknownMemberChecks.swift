import Contracts
import JSON
import VerifierEvents

/// Checks that members and parameters beyond the contract are ignored, since clients send extra ones.
struct UnknownMemberChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [.unknownMembersIgnored, .unknownParametersIgnored]

    private static let extras: JSONObject = [
        "enable_ai": true, "understudy_text": "understudy", "understudy_object": ["list": [1, nil, "three"]],
        "__proto__": ["understudy": true],
    ]

    func cases(of contract: Contract) -> [PlannedCase] {
        planned(
            contract.workingWrites,
            contract.rules(for: .unknownMembersIgnored, of: nil),
            "unknown members"
        )
            + planned(
                contract.workingReads,
                contract.rules(for: .unknownParametersIgnored, of: nil),
                "unknown parameters"
            )
    }

    private func planned(_ working: [WorkingExample], _ rules: [Rule], _ what: String) -> [PlannedCase] {
        rules.flatMap { rule in
            working.map { working in
                PlannedCase(
                    suite: working.action.name,
                    kind: .protocol,
                    name: "\(what) are ignored",
                    rules: [rule]
                ) { attempt throws(AttemptEnd) in
                    try await WorkingRequest(working.action, working.example, rule, "with \(what)").run(
                        attempt,
                        arguments: { JSONObject($0.members + Self.extras.members) }
                    )
                }
            }
        }
    }
}
