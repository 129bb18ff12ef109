public import Contracts
import JSON
public import Lambda
public import Tables

/// Decides whether a request may reach its action: by its token or API key, and by the contract's requirements of the action.
///
/// It fails closed: requests with a missing required argument, with a body that cannot be parsed, or with a method that is not
/// the action's are refused here, since a function might read them differently. `OPTIONS`, requests without an action and
/// those for an action that is not in the contract pass: the function answers them without reading records.
///
/// ```swift
/// let authorizer = Authorizer(contract: contract, keys: try await TokenKeys(secret: secret))
/// if let refusal = await authorizer.refusal(of: request, over: store) { return refusal }
/// ```
public struct Authorizer: Sendable {
    /// The routing of requests.
    let routing: Routing
    private let contract: Contract
    private let errors: ErrorResponses
    private let credentials: Credentials

    /// What a request proves its sender with.
    private enum Credentials {
        case token(TokenCheck)
        case key(KeyCheck)

        func identity(of routed: RoutedRequest) throws(AccessRefusal) -> Identity {
            switch self {
            case .token(let check):
                do throws(TokenRefusal) {
                    return try check.identity(of: routed.request)
                } catch {
                    throw .token(error)
                }
            case .key(let check):
                do throws(KeyRefusal) {
                    return try check.identity(of: routed)
                } catch {
                    throw .key(error)
                }
            }
        }

        /// The scheme of challenges (RFC 9110, section 11.6.1).
        var scheme: String {
            switch self {
            case .token: "Bearer"
            case .key: "ApiKey"
            }
        }
    }

    /// Creates an authorizer.
    ///
    /// - Parameters:
    ///   - contract: The contract with the requirements of each action; an action without any accepts every valid token.
    ///   - tokens: The check of tokens.
    public init(contract: Contract, tokens: TokenCheck) {
        self.init(contract, .token(tokens))
    }

    /// Creates an authorizer for the API keys of a contract.
    ///
    /// Where the service knows tokens, too, the requirements of actions are about them, and any key that it knows is good.
    ///
    /// - Parameters:
    ///   - contract: The contract with the requirements of each action.
    ///   - keys: The keys.
    public init(contract: Contract, keys: APIKeys) {
        self.init(contract, .key(KeyCheck(keys)))
    }

    private init(_ contract: Contract, _ credentials: Credentials) {
        self.contract = contract
        self.credentials = credentials
        routing = Routing(contract)
        errors = ErrorResponses(contract)
    }

    /// Whether the requirements of actions are about the senders that this authorizer knows.
    private var knowsSenders: Bool {
        switch credentials {
        case .token: true
        case .key: contract.service.authorization == nil
        }
    }

    /// Creates an authorizer for the tokens that the contract describes, with the system's clock.
    ///
    /// - Parameters:
    ///   - contract: The contract with the requirements of each action.
    ///   - keys: The keys that tokens are signed with.
    ///   - audience: The required `aud`; the contract's own when `nil`.
    public init(contract: Contract, keys: TokenKeys, audience: String? = nil) {
        var claims = contract.service.authorization ?? TokenClaims()
        if let audience { claims.audience = audience }
        self.init(contract: contract, tokens: TokenCheck(keys, claims: claims))
    }

    /// Returns the response to a request that may not reach its action; `nil` when it may.
    ///
    /// - Parameters:
    ///   - routed: The request, its action named as the function will see it.
    ///   - store: The tables with the owners of records.
    /// - Returns: 401 without a valid token or key, 403 where it is not sufficient, 400 or 405 where the request is invalid for
    ///   the action, 503 where the tables cannot be read.
    /// - Complexity: O(*n*) in the number of parameters.
    public func refusal(of routed: RoutedRequest, over store: any TableStore) async -> LambdaResponse? {
        guard routed.request.method != "OPTIONS" else { return nil }
        do throws(AccessRefusal) {
            try await check(routed, over: store)
            return nil
        } catch {
            var response = errors.response(error.status, ErrorReason(error.text), for: routed.action)
            error.describe(
                realm: contract.service.name,
                scheme: credentials.scheme,
                in: &response.headers
            )
            if routed.request.method == "HEAD" { response.body = [] }
            return response
        }
    }

    private func check(_ routed: RoutedRequest, over store: any TableStore) async throws(AccessRefusal) {
        let query = routed.query
        // A more lenient parser might find an action in a body that cannot be read.
        if routed.body.isUnreadable {
            switch routed.outcome {
            case .noAction, .unknownPath: throw .unreadable
            case .action, .unknownAction: break
            }
        }
        guard let route = routed.route else { return }
        let action = route.action
        let wanted = action.authorization ?? ActionAuthorization(location: action.location)
        guard !wanted.isPublic else { return }
        guard routed.hasMethodOfAction else { throw .wrongMethod(right: route.methods) }
        let identity = try credentials.identity(of: routed)
        guard knowsSenders else { return }
        if let role = wanted.role, !identity.has(role: role) { throw .lacksRole(role) }
        guard route.arguments != nil else { throw .unreadable }
        func values(of argument: String) -> [JSONValue] {
            guard action.request.place(of: argument) == .query else {
                return route.arguments?[argument].map { [$0] } ?? []
            }
            // Of a repeated parameter it is unknown which value the function uses.
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

    /// Checks the owner of a record; a missing one is left to the action.
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
            // A value that cannot be a key, such as an empty text, names no record.
            if case .invalidKey = error { return }
            throw .unavailable
        }
        guard let item else { return }
        guard let attribute = item[owner.attribute]?.stringValue, ExactString(attribute) == identity.subject
        else { throw .otherOwner(owner.argument) }
    }
}
