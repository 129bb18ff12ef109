import Conformance
import Contracts
import JSON
import Lambda
import VerifierEvents

/// Runs examples on an endpoint, with fresh ids, after the examples before them.
struct ExampleRunner {
    /// The replacements of an attempt in the examples.
    struct Changes: Sendable {
        /// The suffix of every id of a client.
        var identifierSuffix = ""
        /// Texts that are replaced by others, in requests and in expectations.
        var texts: [ExactString: String] = [:]
    }

    /// The attempt.
    let attempt: Attempt
    /// The replacements of the attempt in the examples.
    let changes: Changes
    /// The ids known so far.
    private(set) var identities: IdentityMap
    /// The texts that were added to requests which were refused without them.
    private var added: AddedTexts = [:]

    init(_ attempt: Attempt, changes: Changes = Changes()) {
        self.attempt = attempt
        self.changes = changes
        let suffix = changes.identifierSuffix
        let (user, shared) = (attempt.context.userOfExamples, attempt.context.sharedUser)
        identities = IdentityMap { identifier in
            if let shared, identifier == user { return shared }
            return attempt.clientIdentifier(identifier) + suffix
        }
    }

    /// Returns the arguments of an example for this attempt.
    func arguments(of example: Example, _ action: Action) -> JSONObject {
        let annotations = action.annotations(ofRequest: example.request)
        var arguments = identities.rewritten(.object(example.request), annotations)
        for (text, replacement) in changes.texts {
            arguments = arguments.replacingText(text, with: replacement)
        }
        var named = arguments.objectValue ?? example.request
        for name in action.userArguments {
            let user = example.request[name]?.stringValue ?? attempt.context.userOfExamples
            named[name] = .string(identities.client(user))
        }
        return named
    }

    /// Runs everything before an example.
    ///
    /// - Throws: ``AttemptEnd/blocked(by:_:)`` when one of them does not work: its own case reports the problem.
    mutating func prepare(_ example: Example) async throws(AttemptEnd) {
        try await prepare([example])
    }

    /// Runs everything before several examples, shared ones once.
    ///
    /// - Throws: ``AttemptEnd/blocked(by:_:)`` when one of them does not work: its own case reports the problem.
    mutating func prepare(_ examples: [Example]) async throws(AttemptEnd) {
        var sent: Set<Example.Reference> = []
        let exchanges = examples.flatMap { attempt.context.contract.exchanges(before: $0) }
        for exchange in exchanges
        where sent.insert(Example.Reference(action: exchange.action.name, example: exchange.example.name))
            .inserted
        {
            try requireIdentifiers(of: exchange.example, exchange.action)
            let served = try await attempt.served(
                exchange.action,
                arguments(of: exchange.example, exchange.action),
                form: exchange.example.form.flatMap(exchange.action.form)
            ) { $0 == exchange.example.status }
            added.merge(served.added) { _, new in new }
            let answer = served.exchange
            guard answer.response.status == exchange.example.status else {
                throw .blocked(
                    by: CaseIdentity(exchange.example, of: exchange.action),
                    "needs '\(exchange.action.name): \(exchange.example.name)', which was answered"
                        + " \(answer.response.status)"
                )
            }
            _ = deviations(in: answer, of: exchange.example, exchange.action)
        }
    }

    /// Runs everything before an example, and requires the ids that its request needs.
    ///
    /// - Throws: ``AttemptEnd/blocked(by:_:)`` when something before it does not work, ``AttemptEnd/skipped(_:)`` when an id is missing.
    mutating func prepareRequest(of example: Example, _ action: Action) async throws(AttemptEnd) {
        try await prepare(example)
        try requireIdentifiers(of: example, action)
    }

    /// Runs everything before an example, and returns the arguments of its request.
    ///
    /// - Throws: ``AttemptEnd/blocked(by:_:)`` when something before it does not work, ``AttemptEnd/skipped(_:)`` when an id is missing.
    mutating func preparedArguments(
        of example: Example,
        _ action: Action
    ) async throws(AttemptEnd) -> JSONObject {
        try await prepareRequest(of: example, action)
        return arguments(of: example, action)
    }

    /// Sends an example's request.
    ///
    /// - Throws: ``AttemptEnd/skipped(_:)`` when it needs an id that no response contained, as required by a SHOULD only.
    func send(_ example: Example, _ action: Action) async throws(AttemptEnd) -> RecordedExchange {
        try requireIdentifiers(of: example, action)
        return try await attempt.call(
            action,
            arguments(of: example, action),
            form: example.form.flatMap(action.form)
        )
    }

    /// Requires the ids that the responses before an example should have contained.
    ///
    /// - Throws: ``AttemptEnd/skipped(_:)`` when one is missing, which only a SHOULD may require.
    func requireIdentifiers(of example: Example, _ action: Action) throws(AttemptEnd) {
        for entry in action.annotations(ofRequest: example.request).entries {
            guard entry.annotation.identity == .server,
                let id = JSONValue.object(example.request)[entry.pointer], let text = id.identifierText,
                identities.actual(of: text) == nil
            else { continue }
            let told = attempt.context.contract.exchanges(before: example).compactMap(\.example.body)
            guard told.contains(where: { $0.holds(id) }) else { continue }
            throw .skipped("needs the \(entry.pointer.tokens.last ?? "id"), which no response contained")
        }
    }

    /// Returns the deviations of a response from the example's body; the texts of failures are free.
    mutating func deviations(
        in answer: RecordedExchange,
        of example: Example,
        _ action: Action
    ) -> [Deviation] {
        guard let expected = example.body, example.status < 400 else { return [] }
        guard let body = answer.json else {
            return [answer.unreadable(insteadOf: expected)]
        }
        var unifier = Unifier(
            annotations: action.annotations(ofResponse: expected, status: example.status),
            identities: identities,
            texts: changes.texts
        )
        let deviations = unifier.deviations(expected, body)
        identities = unifier.identities
        return deviations.filter { !$0.shows(added) }
    }
}

extension JSONValue {
    /// Returns the value with every string that is exactly `text` replaced.
    func replacingText(_ text: ExactString, with replacement: String) -> JSONValue {
        switch self {
        case .string(let string) where ExactString(string) == text: .string(replacement)
        case .array(let elements): .array(elements.map { $0.replacingText(text, with: replacement) })
        case .object(let object):
            .object(
                JSONObject(
                    object.map {
                        JSONMember(name: $0.name, value: $0.value.replacingText(text, with: replacement))
                    }
                )
            )
        default: self
        }
    }
}
