import Contracts

/// The implementations of the built-in checks.
///
/// The switch has no default, so that a check of the contract format without an implementation does not compile.
enum BuiltInChecks {
    /// Checks that share their requests.
    enum Family: CaseIterable {
        case answers, steps, path, query, repeatedParameters, getBody, head, contentType, routing,
            unknownAction
        case wrongMethod, malformedBody, duplicateMember, bodySize, nesting, unrepresentable,
            controlCharacters
        case identifiers, texts, pairs, tags
        case unknownMembers, preflight, parameters, absentArguments, generated, walks, duration, bearer, keys
    }

    /// Returns the family of a check.
    static func family(of check: BuiltInCheck) -> Family {
        switch check {
        case .pathIgnored: .path
        case .queryPercentDecoded, .queryPlusIsSpace: .query
        case .emptyOptionalIsAbsent, .nullOptionalIsAbsent: .absentArguments
        case .repeatedParameterNo5xx: .repeatedParameters
        case .getBodyIgnored: .getBody
        case .headAsGet: .head
        case .contentTypeUnchecked, .binaryBodyDecoded: .contentType
        case .queryActionWins, .emptyQueryActionUsesBody, .noAction400: .routing
        case .unknownActionRefused, .unknownActionStatus: .unknownAction
        case .wrongMethodRefused, .wrongMethodStatus, .wrongMethodAllow: .wrongMethod
        case .malformedBodyRefused, .malformedBodyStatus: .malformedBody
        case .duplicateMemberStatus: .duplicateMember
        case .bodyTooLarge: .bodySize
        case .nestingIgnored, .nestingRefused: .nesting
        case .unrepresentableRefused: .unrepresentable
        case .controlCharacters: .controlCharacters
        case .unknownMembersIgnored, .unknownParametersIgnored: .unknownMembers
        case .preflightStatus, .preflightAllows, .preflightAdvised, .exposesETag: .preflight
        case .corsOneOrigin, .successShape, .successContentType, .failureShape, .failureContentType,
            .noStackTrace,
            .noServerError, .integersExact, .listOrder:
            .answers
        case .successStatus: .steps
        case .parameterRefused, .parameterStatus, .parameterChangesNothing, .unlistedValueRefused,
            .unlistedValueStatus:
            .parameters
        case .identifiersByBytes, .identifiersOpaque: .identifiers
        case .textsKept: .texts
        case .concurrentEffects: .pairs
        case .etagModified, .etagNotModified: .tags
        case .generatedServed, .generatedKept, .generatedRefused: .generated
        case .modelAgrees, .modelStatus: .walks
        case .medianDuration: .duration
        case .bearerRequired, .bearerInvalid, .bearerSubject, .bearerOwner, .bearerRole, .bearerPublic:
            .bearer
        case .keyRequired, .keyInvalid: .keys
        }
    }

    /// Returns the case provider of a family.
    static func source(of family: Family) -> (any CaseProvider)? {
        switch family {
        // Evaluated on every response, see AnswerChecks, including those to malformed requests; and on every step of a
        // scenario, see AnswerJudge.
        case .answers: OddRequestChecks()
        case .steps: nil
        case .path: PathChecks()
        case .query: QueryChecks()
        case .repeatedParameters: RepeatedParameterChecks()
        case .getBody: GetBodyChecks()
        case .head: HeadChecks()
        case .contentType: ContentTypeChecks()
        case .routing: RoutingChecks()
        case .unknownAction: UnknownActionChecks()
        case .wrongMethod: WrongMethodChecks()
        case .malformedBody: MalformedBodyChecks()
        case .duplicateMember: DuplicateMemberChecks()
        case .bodySize: BodySizeChecks()
        case .nesting: NestingChecks()
        case .unrepresentable: UnrepresentableChecks()
        case .controlCharacters: ControlCharacterChecks()
        case .unknownMembers: UnknownMemberChecks()
        case .preflight: PreflightChecks()
        case .parameters: NegativeChecks()
        case .absentArguments: AbsentArguments()
        case .identifiers: IdentifierChecks()
        case .texts: TextChecks()
        case .pairs: ConcurrentPairs()
        case .tags: EntityTagChecks()
        // The number of requests is an option of the run, see Plan.
        case .generated, .walks: nil
        case .duration: DurationChecks()
        case .bearer: BearerChecks()
        case .keys: APIKeyChecks()
        }
    }

    /// Returns the case providers of all built-in checks that a contract has a rule for.
    static func sources(for contract: Contract) -> [any CaseProvider] {
        let families = Set(contract.rules.compactMap(\.check).map(family))
        return Family.allCases.filter(families.contains).compactMap(source)
    }
}
