import Contracts
import JSON
import Lambda

/// The oracle's half of a walk: its requests and responses.
struct OracleTrace: Sendable {
    /// The oracle's response to a request.
    struct Answer: Sendable {
        let status: Int
        let body: JSONValue?
        /// The annotations of the body's values.
        let annotations: ListAnnotations
        /// The arguments that were sent.
        let arguments: JSONObject
    }

    private let contract: Contract
    private let key: RequestKey?
    private let requests: RequestBuilder
    private let endpoint: any Endpoint
    private let clientIdentifier: @Sendable (String) -> String
    private var answers: [Int: JSONValue] = [:]

    /// Starts with a new oracle.
    ///
    /// - Parameters:
    ///   - facts: The facts of the contract.
    ///   - endpoint: The oracle, with an empty state.
    ///   - clientIdentifier: Creates the id of a client that an attempt sends, to the tested endpoint and to the oracle.
    init(
        _ facts: ModelFacts,
        _ endpoint: any Endpoint,
        clientIdentifier: @escaping @Sendable (String) -> String
    ) {
        contract = facts.contract
        key = facts.key
        self.endpoint = endpoint
        self.clientIdentifier = clientIdentifier
        requests = RequestBuilder(routing: contract.service.routing)
    }

    /// Sends a step's request; `nil` when it cannot be created, or the oracle does not answer.
    mutating func send(_ step: WalkStep, index: Int) async -> Answer? {
        guard let action = contract.action(named: step.action),
            let arguments = arguments(of: step, index: index)
        else { return nil }
        let form = step.form.flatMap(action.form)
        var request = requests.request(action, arguments, form: form)
        sign(&request, for: action)
        guard let response = try? await endpoint.send(request) else { return nil }
        let body = try? JSONValue(parsing: response.body)
        if let body, index == 0 { answers[step.id] = body }
        return Answer(
            status: response.status,
            body: body,
            annotations: ListAnnotations(of: body ?? .null, by: action.responses[response.status]?.schema),
            arguments: arguments
        )
    }

    /// Names the sender as the tested endpoint's requests do; the oracle looks at no signature.
    private func sign(_ request: inout LambdaRequest, for action: Action) {
        let named = RequestUser.take(from: &request)
        if let key { request = key.added(to: request) }
        guard let place = action.authorization?.userClaim, !action.userArguments.isEmpty else { return }
        let user = named ?? clientIdentifier(contract.userOfExamples)
        request.headers["Authorization"] = "Bearer \(TokenText.unsigned(subject: user, at: place))"
    }

    /// Returns a step's arguments for the oracle; `nil` when a response that they need is missing.
    func arguments(of step: WalkStep, index: Int) -> JSONObject? {
        step.resolved(index: index, clientIdentifier: clientIdentifier) { source, pointer in
            answers[source]?[pointer]
        }
    }

    /// Returns a value of a response of the oracle.
    func value(ofStep step: Int, at pointer: JSONPointer) -> JSONValue? {
        answers[step]?[pointer]
    }
}

extension WalkStep {
    /// Returns the arguments with every symbolic value replaced; `nil` when one of them has no value.
    func resolved(
        index: Int,
        clientIdentifier: (String) -> String,
        made: (_ step: Int, _ pointer: JSONPointer) -> JSONValue?
    ) -> JSONObject? {
        func resolved(_ value: WalkValue) -> JSONValue? {
            switch value {
            case .literal(let literal): return literal
            case .numbered(let text): return .string("\(index). \(text)")
            case .client(let name), .unknown(let name): return .string(clientIdentifier(name))
            case .made(let step, let pointer): return made(step, pointer)
            case .object(let members):
                var object = JSONObject()
                for member in members {
                    guard let value = resolved(member.value) else { return nil }
                    object[member.name] = value
                }
                return .object(object)
            }
        }
        return resolved(.object(arguments))?.objectValue
    }
}
