import Lambda

/// The reason why a request may not reach its action.
enum AccessRefusal: Error, Sendable {
    /// Its token is missing or invalid.
    case token(TokenRefusal)
    /// It has no API key, or an unknown one.
    case key(KeyRefusal)
    /// Its token lacks a role.
    case lacksRole(String)
    /// An argument is not the token's subject.
    case otherSubject(String)
    /// The record that an argument names is not owned by the subject.
    case otherOwner(String)
    /// Its method is not the action's.
    case wrongMethod(right: [String])
    /// Its body cannot be parsed for the action's arguments.
    case unreadable
    /// The tables with the owners of records cannot be read.
    case unavailable

    var status: Int {
        switch self {
        case .token, .key: 401
        case .lacksRole, .otherSubject, .otherOwner: 403
        case .wrongMethod: 405
        case .unreadable: 400
        case .unavailable: 503
        }
    }

    var text: String {
        switch self {
        case .token(let refusal): refusal.text
        case .key(let refusal): refusal.text
        case .lacksRole(let role): "the action is for the role \(role), which the sender does not have"
        case .otherSubject(let argument): "\(argument) must be the sender"
        case .otherOwner(let argument): "\(argument) must name a record of the sender"
        case .wrongMethod(let right): "the action answers to \(right.joined(separator: ", ")) only"
        case .unreadable: "the body must be a JSON object without duplicate names"
        case .unavailable: "the tables cannot be reached; try again"
        }
    }

    /// Adds the headers of the refusal, readable for a page of another origin.
    ///
    /// Source: RFC 6750, section 3; WHATWG Fetch, "CORS protocol".
    ///
    /// - Parameters:
    ///   - realm: The name of the service.
    ///   - scheme: The scheme by which the sender is known: `Bearer` or `ApiKey`.
    ///   - headers: The headers of the refusal.
    func describe(realm: String, scheme: String, in headers: inout HeaderFields) {
        let exposed = headers["Access-Control-Expose-Headers"].map { "\($0), " } ?? ""
        headers["Access-Control-Expose-Headers"] = exposed + "WWW-Authenticate"
        switch self {
        case .token(.missing):
            headers["WWW-Authenticate"] = "Bearer realm=\"\(realm)\""
        case .token(let refusal):
            headers["WWW-Authenticate"] =
                "Bearer realm=\"\(realm)\", error=\"invalid_token\", error_description=\"\(refusal.text)\""
        case .key:
            headers["WWW-Authenticate"] = "\(scheme) realm=\"\(realm)\""
        case .lacksRole, .otherSubject, .otherOwner:
            headers["WWW-Authenticate"] = "\(scheme) realm=\"\(realm)\", error=\"insufficient_scope\""
        case .wrongMethod(let right):
            headers["Allow"] = (right.flatMap { $0 == "GET" ? ["GET", "HEAD"] : [$0] } + ["OPTIONS"]).joined(
                separator: ", "
            )
        case .unreadable, .unavailable: break
        }
    }
}
