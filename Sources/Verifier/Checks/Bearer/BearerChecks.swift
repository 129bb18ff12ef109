import Conformance
import Contracts
import Lambda
import VerifierEvents

/// Checks of authorization by bearer tokens: invalid tokens and tokens of other users give no access.
struct BearerChecks: BuiltInCheckProvider {
    static let checks: [BuiltInCheck] = [
        .bearerRequired, .bearerInvalid, .bearerSubject, .bearerOwner, .bearerRole, .bearerPublic,
    ]

    func cases(of contract: Contract) -> [PlannedCase] {
        contract.actions.flatMap { action -> [PlannedCase] in
            guard let authorization = action.authorization, let example = action.workingExample else {
                return []
            }
            func planned(
                _ check: BuiltInCheck,
                _ name: String,
                _ run: @escaping @Sendable (BearerSetup, [Rule]) async throws(AttemptEnd) -> Void
            ) -> PlannedCase {
                let rules = contract.rules(for: check, of: action)
                return PlannedCase(suite: action.name, kind: .extension, name: name, rules: rules) {
                    attempt throws(AttemptEnd) in
                    try await run(try await BearerSetup(attempt, action, example), rules)
                }
            }
            if authorization.isPublic {
                return [planned(.bearerPublic, "served without a token", Self.withoutToken)]
            }
            var cases = [
                planned(.bearerRequired, "refused without a token", Self.missing),
                planned(.bearerInvalid, "refused with a token that does not hold", Self.invalid),
            ]
            if authorization.subject != nil {
                cases.append(planned(.bearerSubject, "refused with somebody else's token", Self.subject))
            }
            if authorization.owner != nil {
                cases.append(planned(.bearerOwner, "refused for somebody else's record", Self.owner))
            }
            if authorization.role != nil {
                cases.append(planned(.bearerRole, "refused without the role", Self.role))
            }
            return cases
        }
    }

    private static func judge(
        _ answer: RecordedExchange,
        _ what: String,
        _ setup: BearerSetup,
        _ rules: [Rule]
    ) {
        Refusal(what: "\(setup.action.name) \(what)", rules).judge(answer, setup.identities.attempt)
    }

    /// Records a finding when a request was refused that has to be served.
    private static func mustServe(
        _ answer: RecordedExchange,
        _ what: String,
        _ setup: BearerSetup,
        _ rules: [Rule]
    ) {
        let status = answer.response.status
        guard [401, 403].contains(status) else { return }
        for rule in rules {
            setup.identities.attempt.note(
                Finding(
                    rule: rule,
                    summary: "\(setup.action.name) \(what) was answered \(status)",
                    [.status("an answer that is not 401 or 403", answer.response)],
                    exchange: answer.number,
                    isShown: Finding.hasStatus(status)
                )
            )
        }
    }

    private static func withoutToken(_ setup: BearerSetup, _ rules: [Rule]) async throws(AttemptEnd) {
        mustServe(try await setup.send(nil, as: nil), "without a token", setup, rules)
    }

    private static func missing(_ setup: BearerSetup, _ rules: [Rule]) async throws(AttemptEnd) {
        let subject = try await setup.entitled().subject
        judge(try await setup.send(nil, as: subject), "without a token", setup, rules)
    }

    private static func invalid(_ setup: BearerSetup, _ rules: [Rule]) async throws(AttemptEnd) {
        let entitled = try await setup.entitled()
        guard let token = TokenText(entitled.token) else {
            throw .skipped("the token has no three parts to change")
        }
        var broken = [
            ("with a wrong signature", token.withOtherSignature),
            ("with a token of alg none", token.unsigned),
        ]
        // The signature of any other token will do; without one the two cases above are enough.
        let others = [
            setup.identities.tokens.user, setup.identities.tokens.other, setup.identities.tokens.privileged,
        ]
        if let other = others.compactMap({ $0.flatMap { TokenText($0) } }).first(where: {
            $0.subject != token.subject
        }) {
            broken.append(("with the signature of another token", token.withSignature(of: other)))
        }
        let role = setup.action.authorization?.role
        if let expired = await setup.identities.tokens.make?(entitled.subject, role, -60) {
            broken.append(("with an expired token", expired))
        }
        for (what, text) in broken {
            judge(try await setup.send(text, as: entitled.subject), what, setup, rules)
        }
    }

    private static func subject(_ setup: BearerSetup, _ rules: [Rule]) async throws(AttemptEnd) {
        let entitled = try await setup.entitled()
        try serves(try await setup.send(entitled.token, as: entitled.subject))
        let hasRole = setup.action.authorization?.role != nil
        let stranger = hasRole ? entitled : try await setup.identities.other()
        let named = try await setup.identities.user().subject
        judge(try await setup.send(stranger.token, as: named), "with somebody else's token", setup, rules)
    }

    private static func owner(_ setup: BearerSetup, _ rules: [Rule]) async throws(AttemptEnd) {
        let user = try await setup.identities.user()
        try serves(try await setup.send(user.token, as: user.subject))
        let other = try await setup.identities.other()
        judge(
            try await setup.send(other.token, as: other.subject),
            "for somebody else's record",
            setup,
            rules
        )
        guard setup.action.authorization?.owner?.role != nil else { return }
        let privileged = try await setup.identities.privileged()
        mustServe(
            try await setup.send(privileged.token, as: privileged.subject),
            "with the role",
            setup,
            rules
        )
    }

    private static func role(_ setup: BearerSetup, _ rules: [Rule]) async throws(AttemptEnd) {
        let privileged = try await setup.identities.privileged()
        try serves(try await setup.send(privileged.token, as: privileged.subject))
        let user = try await setup.identities.user()
        judge(try await setup.send(user.token, as: user.subject), "without the role", setup, rules)
    }

    /// An invalid token can only be tested with a valid one that works.
    private static func serves(_ answer: RecordedExchange) throws(AttemptEnd) {
        let status = answer.response.status
        guard [401, 403].contains(status) else { return }
        throw .skipped("needs a token that works, and the right one was answered \(status)")
    }
}
