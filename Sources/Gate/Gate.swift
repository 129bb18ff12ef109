import Conformance
public import Contracts
public import JSON
public import Lambda

/// Validates requests and responses of an endpoint against a contract.
///
/// It validates the arguments of a request against the action's request schema; invalid ones are refused by the gate with the
/// reason, and the endpoint never receives the request. Other problems (no action, an unknown
/// one, the wrong method, `OPTIONS`, a body that is not JSON) pass: the endpoint has to answer them itself. Every
/// response is validated against the contract of its action and status, and returned unchanged; violations are reported.
///
/// ```swift
/// let gate = Gate(contract: contract)
/// let (response, report) = try await gate.exchange(request, with: backend)
/// for violation in report.violations { print(violation) }
/// ```
public struct Gate: Sendable {
    /// The contract.
    public let contract: Contract
    /// The routing of requests.
    public let routing: Routing
    private let requests: RequestCheck
    private let answers: ResponseValidator
    /// Creates refusals in the contract's error shape.
    public let errors: ErrorResponses
    /// Whether requests that are legal but suspicious are refused, too.
    public let isStrict: Bool
    private let isOnlyReported: @Sendable (RoutedRequest) -> Bool

    /// Creates a gate.
    ///
    /// - Parameters:
    ///   - contract: The contract.
    ///   - isStrict: Whether requests that are legal but suspicious are refused, too.
    ///   - isOnlyReported: Whether a request passes although it breaks the contract, which is then reported as advice, as
    ///     for a request that a real endpoint answers.
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

    /// Returns further advice on a request whose arguments are valid.
    public typealias Adviser = (Action, JSONObject) -> [GateFinding]

    /// Sends a request to an endpoint through the gate; returns the response and a report on both.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - endpoint: The endpoint for requests that pass.
    ///   - adviser: A closure that is called for every request whose arguments are valid.
    /// - Returns: The response, and the report on request and response.
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
    ///   - routed: The request with its route.
    ///   - endpoint: The endpoint for requests that pass.
    ///   - adviser: A closure that is called for every request whose arguments are valid.
    /// - Returns: The response, and the report on request and response.
    /// - Throws: ``EndpointError`` when the endpoint gave no complete response.
    /// - Complexity: O(*n*) in the size of the arguments and the response, whose body is parsed once.
    public func exchange(
        _ routed: RoutedRequest,
        with endpoint: any Endpoint,
        adviser: Adviser = { _, _ in [] }
    ) async throws(EndpointError) -> (response: LambdaResponse, report: GateReport) {
        var report = GateReport()
        let action = inspect(routed, adviser, &report)
        let isValid = report.refusal == nil
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
            var passed = routed
            passed.isValidated = isValid
            response = try await endpoint.forward(passed)
            report.violations = answers.findings(on: response, to: routed.request, of: action)
        }
        return (response, report)
    }

    /// Validates the arguments of a request; returns the action whose contract applies to the response, which is none when
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
        report.refusal = requests.refusal(of: route, in: routed.request)
        if report.refusal == nil {
            report.advice =
                requests.advice(on: arguments, for: route.action) + adviser(route.action, arguments)
        }
        return route.action
    }
}
