import Contracts
import Lambda

extension Attempt {
    /// Returns the user of this attempt for a user of the examples.
    func user(_ name: String) -> String {
        context.sharedUser ?? clientIdentifier(name)
    }

    /// Adds the token of a request's user, where the action knows it from a token alone.
    ///
    /// - Returns: The user of the token; `nil` where it is not one that the attempt made.
    /// - Throws: ``AttemptEnd/skipped(_:)`` where no token can be created.
    func sign(_ request: inout LambdaRequest, for action: Action?) async throws(AttemptEnd) -> String? {
        let named = RequestUser.take(from: &request)
        // A request may be made of one that was sent before.
        if let authorization = request.headers["Authorization"] { return user(of: authorization) }
        guard let action, !action.userArguments.isEmpty, context.sharedUser == nil,
            !context.options.headers.contains(where: { $0.name.lowercased() == "authorization" })
        else { return nil }
        let user = named ?? user(context.userOfExamples)
        let role = action.authorization?.privilegedRole
        let token = await token(of: user) {
            await context.options.tokens?.make?(user, role, BearerTokens.validity)
        }
        guard let token else {
            throw .skipped("needs a user of its own, whom the service knows from a token; give --jwt-secret")
        }
        request.headers["Authorization"] = "Bearer \(token)"
        return user
    }
}
