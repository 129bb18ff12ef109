public import Contracts
import JSON
import JSONSchema
public import Lambda

/// An endpoint that answers from a contract alone: with an action's examples, or with values that its schema allows.
///
/// It works with every contract folder and keeps no state: equal requests get equal responses, except for times, which follow
/// the clock.
///
/// ```swift
/// let stub = ContractStub(contract, seed: 7)
/// let answer = try await stub.send(LambdaRequest(method: "GET", rawQuery: "action=orders/list"))
/// print(answer.headers["X-Understudy-Answer"])  // example "two orders"
/// ```
///
/// ``ExampleSelector`` selects the example that fits the request best, and its response is rewritten with the request's
/// values; where none fits, ``PlausibleInstance`` generates a response from the schema. Requests that break the contract
/// are refused in the service's error shape, whether there is a gate or not.
public struct ContractStub: RoutedEndpoint {
    /// The header with the source of a response: `example "NAME"`, `generated` or `refusal`.
    public static let header = "X-Understudy-Answer"

    private let contract: Contract
    private let routing: Routing
    private let refusals: Refusals
    private let stubs: [ExactString: ActionStub]
    private var now: @Sendable () -> Int

    /// Creates a stub.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - seed: The seed of generated values.
    ///   - now: The time, in milliseconds since 1970-01-01T00:00Z.
    /// - Complexity: O(*n*) in the number of examples.
    public init(
        _ contract: Contract,
        seed: UInt64 = 1,
        now: @escaping @Sendable () -> Int = systemTime
    ) {
        self.contract = contract
        self.now = now
        routing = Routing(contract)
        refusals = Refusals(contract, seed: seed)
        stubs = Dictionary(
            contract.actions.map { action in
                (ExactString(action.name), ActionStub(action, in: contract, seed: seed))
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Returns the same stub with another clock, such as a session's; prepared data is shared.
    ///
    /// - Parameter now: The time, in milliseconds since 1970-01-01T00:00Z.
    /// - Returns: The stub.
    public func timed(by now: @escaping @Sendable () -> Int) -> ContractStub {
        var copy = self
        copy.now = now
        return copy
    }

    /// The system's time, in milliseconds since 1970-01-01T00:00Z.
    public static let systemTime: @Sendable () -> Int = { StubClock.systemTime }

    /// Answers a request; there is always a response.
    public func send(_ request: LambdaRequest) async -> LambdaResponse {
        await send(routing.route(request))
    }

    /// Answers a routed request; there is always a response.
    public func send(_ routed: RoutedRequest) async -> LambdaResponse {
        let method = routed.request.method
        var response = method == "OPTIONS" ? refusals.preflight : answer(routed)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] =
            "ETag, \(Self.header), \(ErrorResponses.reasonHeader)"
        if method == "HEAD" { response.body = [] }
        return response
    }

    private func answer(_ routed: RoutedRequest) -> LambdaResponse {
        let request = routed.request
        let limit = contract.service.limits.requestBytes
        guard request.body.count <= limit else {
            let text = "the body has \(request.body.count) bytes; send at most \(limit)"
            return refusals.response(413, text)
        }
        let problem = routed.body.problem
        switch routed.outcome {
        case .noAction:
            if let problem { return refusals.malformed(problem) }
            return refusals.noAction
        case .unknownAction(let name):
            return refusals.unknownAction(name)
        case .unknownPath(let path):
            return refusals.unknownPath(request.method, path)
        case .action(let route):
            let action = route.action
            guard routed.hasMethodOfAction else { return refusals.wrongMethod(request.method, route) }
            guard let arguments = route.arguments else {
                return refusals.malformed(problem ?? "the body is missing", action)
            }
            guard let stub = stubs[ExactString(action.name)] else {
                return refusals.unknownAction(action.name)
            }
            if let answer = stub.answer(to: arguments, now: now()) { return answer }
            return refusals.invalid(arguments, action)
        }
    }
}
