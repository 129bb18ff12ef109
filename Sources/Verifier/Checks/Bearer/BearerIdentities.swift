import Contracts
import JSON
import Lambda

/// The callers in an attempt of the authorization checks: a user, another user, and one with the role that an action requires.
struct BearerIdentities {
    /// A caller with a token.
    struct Person {
        let subject: String
        let token: String
    }

    let attempt: Attempt
    let tokens: BearerTokens
    /// The role of the caller with one.
    let role: String?

    /// Creates the callers, after finding out whether the endpoint requires tokens.
    ///
    /// - Throws: ``AttemptEnd/skipped(_:)`` where there are no tokens or the endpoint answers without one.
    init(_ attempt: Attempt, role: String?) async throws(AttemptEnd) {
        guard let tokens = attempt.context.options.tokens else {
            throw .skipped(
                "no tokens were given; give --token-user, --token-other and --token-admin, or --jwt-secret"
            )
        }
        guard !attempt.context.options.headers.contains(where: { $0.name.lowercased() == "authorization" })
        else {
            throw .skipped("every request has an Authorization header; leave that --header out")
        }
        self.attempt = attempt
        self.tokens = tokens
        self.role = role
        try await probe()
    }

    /// Checks whether a read is refused without a token.
    private func probe() async throws(AttemptEnd) {
        for action in attempt.context.contract.actions {
            guard action.isRead, action.authorization?.isPublic == false,
                let example = action.workingExample
            else { continue }
            let arguments = ExampleRunner(attempt).arguments(of: example, action)
            let answer = try await attempt.call(action, arguments, headers: Self.header(nil))
            if [401, 403].contains(answer.response.status) { return }
        }
        throw .skipped("the endpoint answers without a token: it has no authorization switched on")
    }

    /// The user who owns the records of a case.
    func user() async throws(AttemptEnd) -> Person {
        try await person("user", tokens.user, option: "token-user", role: nil)
    }

    /// Another user.
    func other() async throws(AttemptEnd) -> Person {
        try await person("other", tokens.other, option: "token-other", role: nil)
    }

    /// A caller with the role.
    func privileged() async throws(AttemptEnd) -> Person {
        try await person(
            "privileged",
            tokens.privileged,
            option: "token-admin",
            role: role ?? attempt.context.contract.privilegedRole
        )
    }

    private func person(
        _ name: String,
        _ given: String?,
        option: String,
        role: String?
    ) async throws(AttemptEnd) -> Person {
        if let given {
            let place = attempt.context.contract.service.authorization?.subject ?? TokenClaims.standardSubject
            guard let subject = TokenText(given, subjectPlace: place)?.subject else {
                throw .skipped("the value of --\(option) is no token with a text at \(place)")
            }
            return Person(subject: subject, token: given)
        }
        let subject = attempt.clientIdentifier(name)
        guard let token = await tokens.make?(subject, role, BearerTokens.validity) else {
            throw .skipped("needs --\(option), or --jwt-secret")
        }
        return Person(subject: subject, token: token)
    }

    /// Returns the header of a token.
    ///
    /// Without one the value is empty: an endpoint that adds a token by itself then leaves it out for this request.
    static func header(_ token: String?) -> [HeaderField] {
        [HeaderField("Authorization", token.map { "Bearer \($0)" } ?? "")]
    }
}

extension Contract {
    /// The first role that an action requires.
    fileprivate var privilegedRole: String? {
        actions.lazy.compactMap { $0.authorization?.privilegedRole }.first
    }
}
