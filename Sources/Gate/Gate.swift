import Conformance
public import Contracts
public import JSON
public import Lambda

/// Holds requests and responses of an endpoint to a contract.
///
/// On the way in, it checks the arguments against the request schema of the action; where they break it, the gate refuses the
/// request itself, with the reason, and the endpoint never sees it. What is not about arguments (no action, an unknown
/// one, the wrong method, `OPTIONS`, a body that is not JSON) passes: the endpoint has to answer it by itself. On the
/// way out, every response is checked against the contract of its action and status, and passed on as it is; what is
/// wrong with it is reported.
///
/// ```swift
/// let gate = Gate(contract: contract)
/// let (response, report) = try await gate.exchange(request, with: backend)
/// for violation in report.violations { print(violation) }
/// ```
public struct Gate: Sendable {
    /// What both sides promise.
    public let contract: Contract
    /// Finds the action that a request is for.
    public let routing: Routing
    private let requests: RequestCheck
    private let answers: ResponseValidator
    /// Makes refusals in the contract's error shape.
    public let errors: ErrorResponses
    private let isStrict: Bool
    private let isOnlyReported: @Sendable (RoutedRequest) -> Bool

    /// Creates a gate.
    ///
    /// - Parameters:
    ///   - contract: What both sides promise.
    ///   - isStrict: Whether a request that is legal but suspicious is refused, too.
    ///   - isOnlyReported: Whether a request passes even where it breaks the contract, which is then reported as advice: one
    ///     that a real endpoint answers.
    public init(
        contract: Contract,
        isStrict: Bool = false,
        isOnlyReported: @escaping @Sendable (RoutedRequest) -> Bool = { _ in false }
    ) {
        self.contract = contract
        self.isStrict = isStrict
        self.isOnlyReported = isOnlyReported
        routing = Routing(contract)
        requests = RequestCheck(contract)
        answers = ResponseValidator(contract)
        errors = ErrorResponses(contract)
    }

    /// Returns further advice on a request whose arguments keep the contract.
    public typealias Adviser = (Action, JSONObject) -> [GateFinding]

    /// Sends a request to an endpoint through the gate; returns the response and what the contract says about both.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - endpoint: Answers what the gate lets pass.
    ///   - adviser: Called for every request whose arguments keep the contract.
    /// - Returns: The response, and what there is to say about request and response.
    /// - Throws: ``EndpointError`` when the endpoint gave no complete response.
    /// - Complexity: O(*n*) in the size of the request and the response, whose bodies are parsed once each.
    public func exchange(
        _ request: LambdaRequest,
        with endpoint: any Endpoint,
        adviser: Adviser = { _, _ in [] }
    ) async throws(EndpointError) -> (response: LambdaResponse, report: GateReport) {
        try await exchange(routing.route(request), with: endpoint, adviser: adviser)
    }

    /// Sends a routed request to an endpoint through the gate.
    ///
    /// - Parameters:
    ///   - routed: The request, as ``routing`` has read it.
    ///   - endpoint: Answers what the gate lets pass.
    ///   - adviser: Called for every request whose arguments keep the contract.
    /// - Returns: The response, and what there is to say about request and response.
    /// - Throws: ``EndpointError`` when the endpoint gave no complete response.
    /// - Complexity: O(*n*) in the size of the arguments and the response, whose body is parsed once.
    public func exchange(
        _ routed: RoutedRequest,
        with endpoint: any Endpoint,
        adviser: Adviser = { _, _ in [] }
    ) async throws(EndpointError) -> (response: LambdaResponse, report: GateReport) {
        var report = GateReport()
        let action = inspect(routed, adviser, &report)
        if isOnlyReported(routed) {
            if let refusal = report.refusal { report.advice.insert(refusal, at: 0) }
            report.refusal = nil
        } else if isStrict, report.refusal == nil {
            report.refusal = report.firstAdvice
        }
        let response: LambdaResponse
        if let refusal = report.refusal {
            response = errors.response(
                errors.status(of: .parameterStatus, usual: 400),
                ErrorReason(refusal.message, pointer: refusal.pointer, rule: refusal.rule),
                for: routed.action
            )
        } else {
            response = try await endpoint.forward(routed)
            report.violations = answers.findings(on: response, to: routed.request, of: action)
        }
        return (response, report)
    }

    /// Checks the arguments of a request; returns the action whose contract the response has to keep, which is none when
    /// the method is not the action's.
    private func inspect(
        _ routed: RoutedRequest,
        _ adviser: Adviser,
        _ report: inout GateReport
    ) -> Action? {
        guard routed.request.method != "OPTIONS", let route = routed.route else { return nil }
        report.action = route.action.name
        report.form = route.form?.name
        if let warning = route.form?.warning { report.warnings.append(warning) }
        guard routed.hasMethodOfAction else { return nil }
        guard let arguments = route.arguments else { return route.action }
        report.refusal = requests.refusal(of: arguments, for: route.action)
        if report.refusal == nil {
            report.advice =
                requests.advice(on: arguments, for: route.action) + adviser(route.action, arguments)
        }
        return route.action
    }
}
