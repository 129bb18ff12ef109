/// The built-in checks of the verifier.
///
/// A rule binds to one by its `check` member; a check without a rule does not run.
/// Scenarios and examples are specific to a service and are data; the built-in checks hold for every service of this kind
/// (transport, shapes, parameters).
public enum BuiltInCheck: String, Sendable, Hashable, CaseIterable {
    // MARK: Transport

    /// Any path reaches the same function.
    case pathIgnored = "path-ignored"
    /// Query parameters are percent-decoded.
    case queryPercentDecoded = "query-percent-decoded"
    /// `+` in a query is a space.
    case queryPlusIsSpace = "query-plus-is-space"
    /// An empty optional parameter counts as absent.
    case emptyOptionalIsAbsent = "empty-optional-is-absent"
    /// A repeated parameter gives no 5xx.
    case repeatedParameterNo5xx = "repeated-parameter-no-5xx"
    /// The body of a GET whose query names the action is ignored.
    case getBodyIgnored = "get-body-ignored"
    /// HEAD is answered as GET, without the body.
    case headAsGet = "head-as-get"
    /// The request's content type does not matter.
    case contentTypeUnchecked = "content-type-unchecked"
    /// The query's action wins over the body's.
    case queryActionWins = "query-action-wins"
    /// With an empty action in the query, the body's counts.
    case emptyQueryActionUsesBody = "empty-query-action-uses-body"
    /// A request that names no action is answered 400.
    case noAction400 = "no-action-400"
    /// A request that names an unknown action is refused.
    case unknownActionRefused = "unknown-action-refused"
    /// An unknown action is answered with the rule's status.
    case unknownActionStatus = "unknown-action-status"
    /// The right action by the wrong method is refused.
    case wrongMethodRefused = "wrong-method-refused"
    /// The wrong method is answered with the rule's status.
    case wrongMethodStatus = "wrong-method-status"
    /// The refusal of a wrong method names the right one in `Allow`.
    case wrongMethodAllow = "wrong-method-allow"
    /// A body that is not JSON, not UTF-8 or not an object is refused.
    case malformedBodyRefused = "malformed-body-refused"
    /// Such a body is answered with the rule's status.
    case malformedBodyStatus = "malformed-body-status"
    /// A body with the same member name twice is answered with the rule's status.
    case duplicateMemberStatus = "duplicate-member-status"
    /// A body that the platform wraps in base64 is decoded.
    case binaryBodyDecoded = "binary-body-decoded"
    /// A body over the limit is answered 413.
    case bodyTooLarge = "body-too-large"
    /// An unknown member nested as deep as allowed is ignored.
    case nestingIgnored = "nesting-ignored"
    /// A body nested too deep is refused.
    case nestingRefused = "nesting-refused"
    /// Lone surrogates, NaN and numbers that no decimal holds are refused.
    case unrepresentableRefused = "unrepresentable-refused"
    /// Control characters in strings are kept exactly, or refused.
    case controlCharacters = "control-characters"
    /// Unknown members of a body are ignored.
    case unknownMembersIgnored = "unknown-members-ignored"
    /// Unknown query parameters are ignored.
    case unknownParametersIgnored = "unknown-parameters-ignored"
    /// Every response has exactly one `Access-Control-Allow-Origin`.
    case corsOneOrigin = "cors-one-origin"
    /// `OPTIONS` is answered 2xx.
    case preflightStatus = "preflight-status"
    /// The preflight allows the methods and headers that clients need.
    case preflightAllows = "preflight-allows"
    /// The preflight allows the headers of extensions.
    case preflightAdvised = "preflight-advised"
    /// Responses expose the `ETag` header to scripts.
    case exposesETag = "exposes-etag"

    // MARK: Every response

    /// A valid request is answered 200.
    case successStatus = "success-status"
    /// A 200 is a JSON object of the action's response schema.
    case successShape = "success-shape"
    /// A success is `application/json`.
    case successContentType = "success-content-type"
    /// A failure is a JSON object of the service's error schema.
    case failureShape = "failure-shape"
    /// A failure is `application/json`.
    case failureContentType = "failure-content-type"
    /// A failure contains no stack trace.
    case noStackTrace = "no-stack-trace"
    /// No request gives a 5xx.
    case noServerError = "no-server-error"
    /// Counts and times are integers in value.
    case integersExact = "integers-exact"
    /// Lists are in the order of their annotation; the annotation names the rule.
    case listOrder = "list-order"

    // MARK: Request parameters

    /// A missing, null or empty parameter, or one of the wrong type, is refused.
    case parameterRefused = "parameter-refused"
    /// Such a request is answered with the rule's status.
    case parameterStatus = "parameter-status"
    /// Such a request changes nothing.
    case parameterChangesNothing = "parameter-changes-nothing"
    /// An optional member that is null counts as absent.
    case nullOptionalIsAbsent = "null-optional-is-absent"
    /// A value outside those listed is refused.
    case unlistedValueRefused = "unlisted-value-refused"
    /// Such a value is answered with the rule's status.
    case unlistedValueStatus = "unlisted-value-status"

    // MARK: Ids and texts

    /// An id matches only itself: not in another case, and not as a pattern with wildcards.
    case identifiersByBytes = "identifiers-by-bytes"
    /// An id that is a keyword of a language, such as `null` or `constructor`, is valid.
    case identifiersOpaque = "identifiers-opaque"
    /// A text that resembles another type, such as a number, is stored as text.
    case textsKept = "texts-kept"
    /// Two actions that write one record concurrently have the same result as in sequence.
    case concurrentEffects = "concurrent-effects"
    /// An `ETag` changes with everything in the response.
    case etagModified = "etag-modified"
    /// A response that has not changed is answered 304 to its `ETag`.
    case etagNotModified = "etag-not-modified"

    // MARK: Generated requests

    /// A request that fits its contract is served, or refused because of the state.
    case generatedServed = "generated-served"
    /// The records written by such a request are read back exactly.
    case generatedKept = "generated-kept"
    /// A request that breaks one keyword of its schema is refused and changes nothing.
    case generatedRefused = "generated-refused"

    // MARK: Pages

    /// The pages of a list, followed from the first, are the whole list.
    case pagesComplete = "pages-complete"

    // MARK: Random walks

    /// The responses of a random walk have the oracle's content.
    case modelAgrees = "model-agrees"
    /// The responses of a random walk have the oracle's statuses.
    case modelStatus = "model-status"

    // MARK: Response time

    /// The median round-trip time is below the budget.
    case medianDuration = "median-duration"

    // MARK: Authorization

    /// An action that is not public is refused without a bearer token.
    case bearerRequired = "bearer-required"
    /// An expired, forged or unsigned token is refused.
    case bearerInvalid = "bearer-invalid"
    /// The token's subject must equal the argument that identifies the caller.
    case bearerSubject = "bearer-subject"
    /// A record that a request names by its id only is accessible to its owner.
    case bearerOwner = "bearer-owner"
    /// An action for a role requires a token with it.
    case bearerRole = "bearer-role"
    /// A public action requires no token.
    case bearerPublic = "bearer-public"
    /// An action that is not public is refused without an API key.
    case keyRequired = "key-required"
    /// An API key that the service does not know is refused.
    case keyInvalid = "key-invalid"
}
