import Contracts
import Lambda
import VerifierEvents

/// The cases that collect the findings of checks on every response.
enum AnswerCases {
    /// The built-in checks of every response.
    static let checks: [BuiltInCheck] = [
        .corsOneOrigin, .successShape, .successContentType, .failureShape, .failureContentType, .noStackTrace,
        .noServerError, .integersExact, .listOrder,
    ]

    /// Returns the case of an action's responses with one status of its contract, or with any other.
    static func shape(of action: Action, status: Int) -> CaseIdentity {
        CaseIdentity(
            suite: action.name,
            kind: .shape,
            name: action.responses[status] == nil
                ? "every answer with another status" : "every answer with status \(status)"
        )
    }

    /// The case that collects the shape findings of a response.
    static func content(of exchange: RecordedExchange, for action: Action?) -> CaseIdentity {
        action.map { shape(of: $0, status: exchange.response.status) } ?? withoutAction
    }

    /// Returns the case of an action's responses with any status.
    static func serverErrors(of action: Action?) -> CaseIdentity {
        CaseIdentity(
            suite: action?.name ?? CaseIdentity.transportSuite,
            kind: .shape,
            name: "no answer is a 5xx"
        )
    }

    /// The case of responses to requests without an action.
    static let withoutAction = CaseIdentity(
        suite: CaseIdentity.transportSuite,
        kind: .shape,
        name: "every failure that belongs to no action"
    )

    /// The case of every response.
    static let origins = CaseIdentity(
        suite: CaseIdentity.transportSuite,
        kind: .protocol,
        name: "every answer allows exactly one origin"
    )

    /// The cases with the rules of each, unordered.
    static func all(of contract: Contract) -> [(identity: CaseIdentity, rules: [Rule])] {
        let failureRules = contract.rules(for: [.failureShape, .failureContentType, .noStackTrace], of: nil)
        let serverErrorRules = contract.rules(for: .noServerError, of: nil)
        var cases = [
            (origins, contract.rules(for: .corsOneOrigin, of: nil)),
            (withoutAction, failureRules),
            (serverErrors(of: nil), serverErrorRules),
        ]
        for action in contract.actions {
            cases.append((serverErrors(of: action), serverErrorRules))
            let unknownSuccess = contract.rules(for: .successShape, of: nil)
            cases.append((shape(of: action, status: 0), failureRules + unknownSuccess))
            for (status, response) in action.responses {
                let own = response.rule.flatMap(contract.rule).map { [$0] }
                let general =
                    status < 400
                    ? (own == nil ? contract.rules(for: .successShape, of: nil) : [])
                        + contract.rules(for: [.successContentType, .integersExact], of: nil)
                        + listRules(of: action, status: status, in: contract) : failureRules
                cases.append((shape(of: action, status: status), (own ?? []) + general))
            }
        }
        return cases.filter { !$0.1.isEmpty }
    }

    /// Returns the rules that the list annotations of an action's responses name, found in its examples.
    private static func listRules(of action: Action, status: Int, in contract: Contract) -> [Rule] {
        var rules: [Rule] = []
        for body in action.examples.filter({ $0.status == status }).compactMap(\.body) {
            for entry in action.annotations(ofResponse: body, status: status).entries {
                guard let rule = entry.annotation.list?.rule.flatMap(contract.rule),
                    !rules.contains(rule)
                else { continue }
                rules.append(rule)
            }
        }
        return rules
    }
}
