import Contracts

/// The implementations of the built-in checks.
enum BuiltInChecks {
    /// All kinds of check that rules switch on, in the order in which cases of the same name are numbered.
    static let providers: [any BuiltInCheckProvider.Type] = [
        OddRequestChecks.self, PathChecks.self, QueryChecks.self, RepeatedParameterChecks.self,
        GetBodyChecks.self, HeadChecks.self, ContentTypeChecks.self, RoutingChecks.self,
        UnknownActionChecks.self, WrongMethodChecks.self, MalformedBodyChecks.self,
        DuplicateMemberChecks.self, BodySizeChecks.self, NestingChecks.self, UnrepresentableChecks.self,
        ControlCharacterChecks.self, IdentifierChecks.self, TextChecks.self, ConcurrentPairs.self,
        EntityTagChecks.self, UnknownMemberChecks.self, PreflightChecks.self, NegativeChecks.self,
        AbsentArguments.self, DurationChecks.self, BearerChecks.self, APIKeyChecks.self, PageChecks.self,
    ]

    /// The checks without a provider of this kind: those of every response, of every step (see `AnswerJudge`), and those with
    /// a number of requests that is an option of the run (see `Plan`).
    static let others: [BuiltInCheck] =
        AnswerCases.checks + [.successStatus] + GeneratedChecks.checks + ModelChecks.checks

    /// Returns the case providers of all built-in checks that a contract has a rule for.
    static func sources(for contract: Contract) -> [any CaseProvider] {
        let wanted = Set(contract.rules.compactMap(\.check))
        return providers.filter { !wanted.isDisjoint(with: $0.checks) }.map { $0.init() }
    }
}
