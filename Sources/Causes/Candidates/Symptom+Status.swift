import Conformance
import Contracts
import JSON
import JSONSchema
import VerifierEvents

extension Symptom {
    /// The candidates of another status.
    var statusCandidates: [Candidate] {
        guard let seen = deviation.seen.value?.intValue else { return ruleCandidates }
        if seen >= 500 { return exceptionCandidates }
        if seen == 304 { return staleTag }
        if seen < 300, isFailureBody { return failureAsSuccess }
        let expected = deviation.expected.value.flatMap(StatusExpectation.init)
        let isRefusalExpected = expected?.allowsRefusal ?? false
        let isSuccessExpected = expected?.allowsSuccess ?? true
        if seen < 300, isRefusalExpected, !isSuccessExpected { return refusalCandidates }
        if seen >= 400, isSuccessExpected { return wronglyRefusedCandidates(seen) }
        let success = (200..<300).first { expected?.matches($0) == true }.map(String.init)
        let wanted = seen < 300 ? success ?? expected?.description : expected?.description
        let statuses = "\(wanted ?? "another") as \(seen)"
        let found = [
            Candidate(.wrongStatus, action, statuses, 10), Candidate(.wrongStatus, nil, statuses, 8),
        ]
        // What is wrong with the request may not be looked at, so that something else refuses it.
        guard (400..<500).contains(seen), isRefusalExpected, let feature = requestFeature else {
            return found
        }
        return found + [Candidate(.notRefused, action, feature, 7)]
    }

    /// The candidates of an answer that has changed although it is answered as if it had not.
    var staleTag: [Candidate] { [Candidate(.wrongStatus, action, "200 as 304", 8)] }

    /// The candidates of a body that says that the request has failed, in an answer that says that it has not.
    var failureAsSuccess: [Candidate] {
        let subject = "a failure as success"
        return [Candidate(.wrongStatus, nil, subject, 10), Candidate(.wrongStatus, action, subject, 9)]
    }

    /// The candidates of a request that was refused though it must be served.
    private func wronglyRefusedCandidates(_ seen: Int) -> [Candidate] {
        if let odd = oddity {
            let kept = seen == 404 ? writers.map { Candidate(.recordMissing, $0, "", 9) } : []
            return [Candidate(.wronglyRefused, nil, odd, 10)] + kept + refusals(as: seen)
        }
        var found = [Candidate(.wronglyRefused, nil, failure.rule.check?.rawValue ?? failure.rule.id, 7)]
        if !isGeneral { found.append(Candidate(.wronglyRefused, action, "", 8)) }
        // What a write before has not kept is not found.
        if seen == 404 {
            found += writers.map { Candidate(.recordMissing, $0, "", 8) }
        }
        return found + refusals(as: seen)
    }

    /// The candidates of a request that may be refused for what is stored, but not by that status.
    private func refusals(as seen: Int) -> [Candidate] {
        guard failure.rule.check == .generatedServed else { return [] }
        let listed = action.flatMap(contract.action)?.responses.keys.filter { (400..<500).contains($0) } ?? []
        return listed.filter { $0 != seen }.sorted().map {
            Candidate(.wrongStatus, action, "\($0) as \(seen)", 6)
        }
    }

    /// What is unusual in a request that the contract allows: a member or parameter that the action does not have, or one that is empty.
    private var oddity: String? {
        if failure.rule.check == .emptyOptionalIsAbsent { return BuiltInCheck.emptyOptionalIsAbsent.rawValue }
        guard let exchange = failure.exchange, let (action, arguments) = contract.arguments(of: exchange),
            let properties = action.request.expanded["properties"]?.objectValue
        else { return nil }
        guard arguments.contains(where: { properties[$0.name] == nil }) else { return nil }
        let check: BuiltInCheck =
            exchange.method == "GET" ? .unknownParametersIgnored : .unknownMembersIgnored
        return check.rawValue
    }

    /// Whether the rule is about every action, and seen in one of them by chance.
    private var isGeneral: Bool {
        failure.rule.action == nil && identity.suite == CaseIdentity.transportSuite
            && failure.rule.check != nil
    }

    /// Whether the body says that the request has failed.
    var isFailureBody: Bool {
        guard let body = failure.exchange?.answered.value?.objectValue else { return false }
        return contract.isFailure(body)
    }

    /// The candidates of a request that was served though it must be refused.
    var refusalCandidates: [Candidate] {
        guard let feature = requestFeature else {
            let general = Candidate(.notRefused, nil, failure.rule.check?.rawValue ?? failure.rule.id, 8)
            return isGeneral
                ? [general]
                : [Candidate(.notRefused, failure.exchange?.action ?? ruleAction, "", 9), general]
        }
        let action = failure.exchange?.action ?? action
        let keyword = feature.split(separator: " ").last.map(String.init) ?? feature
        var found = [
            Candidate(.notRefused, action, feature, 10), Candidate(.notRefused, action, keyword, 8),
            Candidate(.notRefused, nil, keyword, 6),
        ]
        if keyword != feature { found.append(Candidate(.notRefused, nil, feature, 8)) }
        return found
    }

    var exceptionCandidates: [Candidate] {
        let action = failure.exchange?.action ?? action
        let text = failure.exchange.flatMap { Self.exceptionText($0) } ?? ""
        return [Candidate(.exception, action, text, 8), Candidate(.exception, nil, text, 5)]
    }

    /// The text of an exception without ids and numbers.
    private static func exceptionText(_ exchange: ExchangeSummary) -> String? {
        guard let body = exchange.answered.value?.objectValue else { return nil }
        let text = ["error", "message", "detail", "title"].lazy.compactMap { body[$0]?.stringValue }.first
        return text?.replacing(#/[0-9a-fA-F-]{8,}|[0-9]+/#, with: "#")
    }

    /// What is wrong with the request that was sent, by its schema: the member and the keyword, `limit type`.
    var requestFeature: String? {
        guard let exchange = failure.exchange, let (action, arguments) = contract.arguments(of: exchange)
        else {
            return nil
        }
        // The header fields of the request are not kept.
        let errors = action.request.schema.errors(in: .object(arguments)).filter { error in
            error.argument.map { action.request.place(of: $0) != .headers } ?? true
        }
        guard
            let error = errors.min(by: { $0.instanceLocation.tokens.count > $1.instanceLocation.tokens.count }
            )
        else { return nil }
        return [error.argument, error.keyword].compactMap(\.self).joined(separator: " ")
    }
}

extension SchemaOutputUnit {
    /// The argument that breaks a schema of arguments, or is missing.
    fileprivate var argument: String? {
        keyword == "required"
            ? expected?.stringValue ?? expected?.arrayValue?.first?.stringValue
            : instanceLocation.tokens.first
    }
}
