public import Contracts
import JSON
public import Lambda
public import Tables

/// Decides whether a request may reach its action: by its token, and by what the contract says that the action asks for.
///
/// It closes where it cannot judge: what a request must name and does not, a body that cannot be read, a method that is
/// not the action's are refused here, since a function might read them otherwise. `OPTIONS`, requests without an action
/// and those of an action that the contract does not have pass: the function answers them, and there is nothing to see.
///
/// ```swift
/// let authorizer = Authorizer(contract: contract, keys: try await TokenKeys(secret: secret))
/// if let refusal = await authorizer.refusal(of: request, over: store) { return refusal }
/// ```
public struct Authorizer: Sendable {
    /// Finds the action of a request.
    let routing: Routing
    private let contract: Contract
    private let errors: ErrorResponses
    private let tokens: TokenCheck

    /// Makes an authorizer.
    ///
    /// - Parameters:
    ///   - contract: What each action asks for; an action that does not say takes every valid token.
    ///   - tokens: Checks tokens.
    public init(contract: Contract, tokens: TokenCheck) {
        self.contract = contract
        self.tokens = tokens
        routing = Routing(contract)
        errors = ErrorResponses(contract)
    }

    /// Makes an authorizer that takes tokens as the contract describes them, by the real clock.
    ///
    /// - Parameters:
    ///   - contract: What each action asks for.
    ///   - keys: The keys that tokens are signed with.
    ///   - audience: What a token's `aud` must hold; the contract's own when `nil`.
    public init(contract: Contract, keys: TokenKeys, audience: String? = nil) {
        var claims = contract.service.authorization ?? TokenClaims()
        if let audience { claims.audience = audience }
        self.init(contract: contract, tokens: TokenCheck(keys, claims: claims))
    }

    /// The answer to a request that may not reach its action; `nil` when it may.
    ///
    /// - Parameters:
    ///   - routed: The request, its action named as the function will see it.
    ///   - store: The tables that say whose a record is.
    /// - Returns: 401 without a valid token, 403 where the token is not enough, 400 or 405 where the request is not what
    ///   the action takes, 503 where the tables are out of reach.
    /// - Complexity: O(*n*) in the number of parameters.
    public func refusal(of routed: RoutedRequest, over store: any TableStore) async -> LambdaResponse? {
        guard routed.request.method != "OPTIONS" else { return nil }
        do throws(AccessRefusal) {
            try await check(routed, over: store)
            return nil
        } catch {
            var response = errors.response(error.status, ErrorReason(error.text), for: routed.action)
            error.describe(realm: contract.service.name, in: &response.headers)
            if routed.request.method == "HEAD" { response.body = [] }
            return response
        }
    }

    private func check(_ routed: RoutedRequest, over store: any TableStore) async throws(AccessRefusal) {
        let query = routed.query
        let namesAction = query[contract.service.routing.parameter]?.isEmpty == false
        // A more lenient reader might find an action in a body that is not JSON.
        if case .unreadable = routed.body, !namesAction { throw .unreadable }
        guard let route = routed.route else { return }
        let action = route.action
        let wanted = action.authorization ?? ActionAuthorization(location: action.location)
        guard !wanted.isPublic else { return }
        guard routed.hasMethodOfAction else { throw .wrongMethod(right: action.method) }
        let identity: Identity
        do throws(TokenRefusal) {
            identity = try tokens.identity(of: routed.request)
        } catch {
            throw .token(error)
        }
        if let role = wanted.role, !identity.has(role: role) { throw .lacksRole(role) }
        let isInQuery = action.request.place == .query
        guard isInQuery || route.arguments != nil else { throw .unreadable }
        func values(of argument: String) -> [JSONValue] {
            guard isInQuery else { return route.arguments?[argument].map { [$0] } ?? [] }
            // Of a repeated parameter nobody knows which one the function takes.
            return query.parameters.filter { ExactString($0.name) == ExactString(argument) }.map {
                .string($0.value)
            }
        }
        if let argument = wanted.subject {
            let values = values(of: argument)
            let isOwn = values.allSatisfy { value in
                value.stringValue.map { ExactString($0) == identity.subject } ?? false
            }
            guard !values.isEmpty, isOwn else { throw .otherSubject(argument) }
        }
        guard let owner = wanted.owner, !(owner.role.map(identity.has) ?? false) else { return }
        let names = values(of: owner.argument)
        guard !names.isEmpty else { throw .otherOwner(owner.argument) }
        for name in names {
            guard let name = name.stringValue else { throw .otherOwner(owner.argument) }
            try await check(name, belongsTo: identity, owner, store)
        }
    }

    /// Checks that a record is somebody's; one that is not there is for the action to miss.
    private func check(
        _ name: String,
        belongsTo identity: Identity,
        _ owner: RecordOwner,
        _ store: any TableStore
    ) async throws(AccessRefusal) {
        let item: Item?
        do throws(TableStoreError) {
            item = try await store.item(for: Key(.string(name)), in: owner.table)
        } catch {
            // What can be no key, such as an empty text, names no record.
            if case .invalidKey = error { return }
            throw .unavailable
        }
        guard let item else { return }
        guard let attribute = item[owner.attribute]?.stringValue, ExactString(attribute) == identity.subject
        else { throw .otherOwner(owner.argument) }
    }
}
