import Contracts
import Lambda

/// Authorization by bearer tokens: one user's token opens nothing of another's, and what is no valid token opens nothing.
struct BearerChecks: CaseSource {
    func cases(of contract: Contract) -> [PlannedCase] {
        contract.actions.flatMap { action -> [PlannedCase] in
            guard let authorization = action.authorization, let example = action.workingExample else {
                return []
            }
            func planned(
                _ check: BuiltInCheck,
                _ name: String,
                _ run: @escaping @Sendable (BearerStage, [Rule]) async throws(PlayEnd) -> Void
            ) -> PlannedCase {
                let rules = contract.rules(for: check, of: action)
                return PlannedCase(suite: action.name, kind: .extension, name: name, rules: rules) {
                    play throws(PlayEnd) in
                    try await run(try await BearerStage(play, action, example), rules)
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
        _ stage: BearerStage,
        _ rules: [Rule]
    ) {
        Refusal(what: "\(stage.action.name) \(what)", status: rules).judge(answer, stage.cast.play)
    }

    /// Notes that a request was refused that has to be served.
    private static func mustServe(
        _ answer: RecordedExchange,
        _ what: String,
        _ stage: BearerStage,
        _ rules: [Rule]
    ) {
        let status = answer.response.status
        guard [401, 403].contains(status) else { return }
        for rule in rules {
            stage.cast.play.note(
                Finding(
                    rule: rule,
                    summary: "\(stage.action.name) \(what) was answered \(status)",
                    details: ["expected: an answer that is not 401 or 403", "seen: \(answer.answerSummary)"],
                    exchange: answer.number,
                    isShown: Finding.hasStatus(status)
                )
            )
        }
    }

    private static func withoutToken(_ stage: BearerStage, _ rules: [Rule]) async throws(PlayEnd) {
        mustServe(try await stage.send(nil, as: nil), "without a token", stage, rules)
    }

    private static func missing(_ stage: BearerStage, _ rules: [Rule]) async throws(PlayEnd) {
        let subject = try await stage.entitled().subject
        judge(try await stage.send(nil, as: subject), "without a token", stage, rules)
    }

    private static func invalid(_ stage: BearerStage, _ rules: [Rule]) async throws(PlayEnd) {
        let entitled = try await stage.entitled()
        guard let token = TokenText(entitled.token) else {
            throw .skipped("the token has no three parts to change")
        }
        var broken = [
            ("with a wrong signature", token.withOtherSignature),
            ("with a token of alg none", token.unsigned),
        ]
        // Any other token's signature will do; without another token the two above say enough.
        let others = [stage.cast.tokens.user, stage.cast.tokens.other, stage.cast.tokens.admin]
        if let other = others.compactMap({ $0.flatMap(TokenText.init) }).first(where: {
            $0.subject != token.subject
        }) {
            broken.append(("with the signature of another token", token.withSignature(of: other)))
        }
        let role = stage.action.authorization?.role
        if let expired = await stage.cast.tokens.make?(entitled.subject, role, -60) {
            broken.append(("with an expired token", expired))
        }
        for (what, text) in broken {
            judge(try await stage.send(text, as: entitled.subject), what, stage, rules)
        }
    }

    private static func subject(_ stage: BearerStage, _ rules: [Rule]) async throws(PlayEnd) {
        let entitled = try await stage.entitled()
        try serves(try await stage.send(entitled.token, as: entitled.subject))
        let hasRole = stage.action.authorization?.role != nil
        let stranger = hasRole ? entitled : try await stage.cast.other()
        let named = try await stage.cast.user().subject
        judge(try await stage.send(stranger.token, as: named), "with somebody else's token", stage, rules)
    }

    private static func owner(_ stage: BearerStage, _ rules: [Rule]) async throws(PlayEnd) {
        let user = try await stage.cast.user()
        try serves(try await stage.send(user.token, as: user.subject))
        let other = try await stage.cast.other()
        judge(
            try await stage.send(other.token, as: other.subject),
            "for somebody else's record",
            stage,
            rules
        )
        guard stage.action.authorization?.owner?.role != nil else { return }
        let admin = try await stage.cast.admin()
        mustServe(try await stage.send(admin.token, as: admin.subject), "with the role", stage, rules)
    }

    private static func role(_ stage: BearerStage, _ rules: [Rule]) async throws(PlayEnd) {
        let admin = try await stage.cast.admin()
        try serves(try await stage.send(admin.token, as: admin.subject))
        let user = try await stage.cast.user()
        judge(try await stage.send(user.token, as: user.subject), "without the role", stage, rules)
    }

    /// A token that opens nothing shows nothing.
    private static func serves(_ answer: RecordedExchange) throws(PlayEnd) {
        let status = answer.response.status
        guard [401, 403].contains(status) else { return }
        throw .skipped("needs a token that works, and the right one was answered \(status)")
    }
}
