import Contracts
import Lambda

/// The cases in which what is seen on every answer is collected.
enum AnswerCases {
    /// Answers of an action with a status of its contract, or with any other.
    static func shape(of action: Action, status: Int) -> CaseIdentity {
        CaseIdentity(
            suite: action.name,
            kind: .shape,
            name: action.responses[status] == nil
                ? "every answer with another status" : "every answer with status \(status)"
        )
    }

    /// Where what an answer looks like is collected.
    static func content(of exchange: RecordedExchange, for action: Action?) -> CaseIdentity {
        action.map { shape(of: $0, status: exchange.response.status) } ?? withoutAction
    }

    /// Answers of an action, whatever their status.
    static func serverErrors(of action: Action?) -> CaseIdentity {
        CaseIdentity(
            suite: action?.name ?? CaseIdentity.transportSuite,
            kind: .shape,
            name: "no answer is a 5xx"
        )
    }

    /// Answers to requests that belong to no action.
    static let withoutAction = CaseIdentity(
        suite: CaseIdentity.transportSuite,
        kind: .shape,
        name: "every failure that belongs to no action"
    )

    /// Every answer.
    static let origins = CaseIdentity(
        suite: CaseIdentity.transportSuite,
        kind: .protocol,
        name: "every answer allows exactly one origin"
    )

    /// The cases with the rules that each is about, in no order.
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

    /// The rules that lists of an action's answer name, found in its examples.
    private static func listRules(of action: Action, status: Int, in contract: Contract) -> [Rule] {
        var rules: [Rule] = []
        for body in action.examples.filter({ $0.status == status }).compactMap(\.body) {
            for entry in action.annotations(ofResponse: body, status: status).entries {
                guard let rule = entry.annotation.list.flatMap({ contract.rule($0.rule) }),
                    !rules.contains(rule)
                else { continue }
                rules.append(rule)
            }
        }
        return rules
    }
}
