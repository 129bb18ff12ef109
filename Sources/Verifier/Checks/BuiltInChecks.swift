import Contracts

/// Where each built-in check is carried out.
///
/// The switch has no default, so that a check which the contract format knows and nobody carries out does not
/// compile.
enum BuiltInChecks {
    /// Checks that look at the same requests.
    enum Family: CaseIterable {
        case answers, steps, path, query, repeatedParameters, getBody, head, contentType, routing,
            unknownAction
        case wrongMethod, malformedBody, duplicateMember, bodySize, nesting, unrepresentable,
            controlCharacters
        case identifiers, texts, pairs, tags
        case unknownMembers, preflight, parameters, absentArguments, generated, walks, duration, bearer
    }

    /// The family of a check.
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
        case .etagModified: .tags
        case .generatedServed, .generatedKept, .generatedRefused: .generated
        case .modelAgrees, .modelStatus: .walks
        case .medianDuration: .duration
        case .bearerRequired, .bearerInvalid, .bearerSubject, .bearerOwner, .bearerRole, .bearerPublic:
            .bearer
        }
    }

    /// What makes a family's cases.
    static func source(of family: Family) -> (any CaseProvider)? {
        switch family {
        // Looked at on every answer, see AnswerChecks, those to odd requests too; and on every step of a story, see
        // AnswerJudge.
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
        // As many as the run asks for, see Plan.
        case .generated, .walks: nil
        case .duration: DurationChecks()
        case .bearer: BearerChecks()
        }
    }

    /// What makes the cases of every built-in check that a contract has a rule for.
    static func sources(for contract: Contract) -> [any CaseProvider] {
        let families = Set(contract.rules.compactMap(\.check).map(family))
        return Family.allCases.filter(families.contains).compactMap(source)
    }
}
