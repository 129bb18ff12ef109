/// The profile `"standard"`: the rules that a service keeps whose contract lists none of its own.
///
/// Schemas are enforced on requests and responses, no request gives a 5xx, failures have the error shape, and methods, paths and
/// bodies that the contract does not have are refused. Each rule has the id of its check.
public enum StandardRules: Sendable {
    /// The name of the profile in `service.json`.
    public static let name = "standard"

    /// Returns the rules of the profile for a service.
    ///
    /// - Parameters:
    ///   - namesActions: Whether requests name their action, rather than that method and path say which it is.
    ///   - hasErrorShape: Whether the contract has an error shape.
    ///   - hasTokens: Whether the service knows bearer tokens.
    ///   - hasKeys: Whether the service knows API keys.
    ///   - hasPages: Whether lists have pages by a convention of the service.
    ///   - location: The location that messages about a rule of the profile show.
    /// - Returns: The rules.
    static func rules(
        namesActions: Bool,
        hasErrorShape: Bool,
        hasTokens: Bool,
        hasKeys: Bool,
        hasPages: Bool,
        at location: SourceLocation
    ) -> [Rule] {
        var all = (namesActions ? requests : requests.filter { $0.0 != .noAction400 }) + answers
        if hasErrorShape { all += failures }
        if hasTokens { all += tokens }
        if hasKeys { all += keys }
        if hasPages { all += pages }
        return all.map { check, level, text in
            Rule(
                id: check.rawValue,
                level: level,
                text: text,
                check: check,
                status: check == .noAction400 ? .anyOfClass(4) : nil,
                location: location
            )
        }
    }

    private typealias Entry = (BuiltInCheck, Rule.Level, String)

    private static let requests: [Entry] = [
        (.parameterRefused, .must, "A request that breaks its schema is answered with a 4xx."),
        (.unlistedValueRefused, .must, "A value outside those that the schema lists is answered with a 4xx."),
        (.parameterChangesNothing, .must, "A refused request changes nothing."),
        (
            .generatedServed, .must,
            "A request that fits its schema is served, or refused for what the state is."
        ),
        (.generatedRefused, .must, "A request that breaks one keyword of its schema is answered with a 4xx."),
        (.generatedKept, .should, "What a request stores is read back as it was sent."),
        (.malformedBodyRefused, .must, "A body that cannot be read is answered with a 4xx."),
        (
            .unknownActionRefused, .must,
            "A request for what the contract does not have is answered with a 4xx."
        ),
        (.noAction400, .must, "A request that names no action is answered with a 4xx."),
        (.wrongMethodRefused, .must, "A method that the contract does not have is answered with a 4xx."),
        (.wrongMethodAllow, .should, "A 405 names the right methods in Allow."),
        (.repeatedParameterNo5xx, .must, "A repeated query parameter gives no 5xx."),
    ]

    private static let answers: [Entry] = [
        (.noServerError, .must, "No request gives a 5xx."),
        (.noStackTrace, .must, "A failure shows no stack trace."),
        (.successStatus, .must, "A request that the contract says works is answered with its status."),
        (.successShape, .must, "A success has the shape that the contract gives it."),
        (.successContentType, .must, "A success has the media type that the contract gives it."),
        (.integersExact, .must, "Integers are integers."),
        (.modelAgrees, .must, "Requests in any order have the effects that the contract's behaviour has."),
        (.modelStatus, .must, "Requests in any order have the statuses that the contract's behaviour has."),
    ]

    private static let failures: [Entry] = [
        (.failureShape, .must, "A failure has the contract's error shape."),
        (.failureContentType, .must, "A failure has the media type of the contract's error shape."),
    ]

    private static let pages: [Entry] = [
        (
            .pagesComplete, .must,
            "The pages of a list, followed from the first, have each of its records once."
        )
    ]

    private static let tokens: [Entry] = [
        (.bearerRequired, .must, "An action that is not public is refused without a token."),
        (.bearerInvalid, .must, "A token that does not hold is refused."),
        (.bearerSubject, .must, "A token is good for its own subject only."),
        (.bearerOwner, .must, "A record is its owner's."),
        (.bearerRole, .must, "An action for a role needs a token with it."),
        (.bearerPublic, .must, "A public action needs no token."),
    ]

    private static let keys: [Entry] = [
        (.keyRequired, .must, "An action that is not public is refused without an API key."),
        (.keyInvalid, .must, "An API key that the service does not know is refused."),
    ]
}

extension Service {
    /// The rules of `service.json`, those of the profile included.
    ///
    /// A rule of the contract takes the place of the profile's rule with its check or id.
    static func rules(
        _ node: Node,
        namesActions: Bool,
        hasErrorShape: Bool,
        hasTokens: Bool,
        hasKeys: Bool,
        hasPages: Bool,
        takenBy others: [Rule]
    ) -> [Rule] {
        let list = node["rules"]
        let own = node.elements("rules").compactMap { Rule($0) }
        let isStandard =
            list == nil || list?.string == StandardRules.name
            || list?.elements.contains { $0.string == StandardRules.name } == true
        guard isStandard else { return own }
        let off = node.elements("rules").filter { $0.string("level") == "off" }.compactMap { $0.string("id") }
        let place =
            list?.elements.first { $0.string == StandardRules.name }?.location ?? list?.location
            ?? node.location
        let taken = own + others
        return own
            + StandardRules.rules(
                namesActions: namesActions,
                hasErrorShape: hasErrorShape,
                hasTokens: hasTokens,
                hasKeys: hasKeys,
                hasPages: hasPages,
                at: place
            ).filter { rule in
                !off.contains(rule.id) && !taken.contains { $0.id == rule.id }
                    && !own.contains { $0.check == rule.check }
            }
    }
}
