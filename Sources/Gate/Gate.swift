import Conformance
public import Contracts
public import JSON
public import Lambda

/// An endpoint around an endpoint that holds both sides to the contract.
///
/// On the way in, it finds the action that a request is for and checks the arguments against the action's
/// request schema; where they break it, the gate answers 400 itself, with the reason, and the endpoint never
/// sees the request. What is not about arguments (no action, an unknown one, the wrong method, `OPTIONS`, a body
/// that is not JSON) passes: the endpoint has to answer it by itself. On the way out, every answer is checked
/// against the contract of its action and status, and passed on as it is; what is wrong with it is reported.
///
/// ```swift
/// let gate = Gate(contract: contract, endpoint: backend) { request, response, report in
///     for violation in report.violations { print(violation) }
/// }
/// ```
public struct Gate: Endpoint {
    /// Told about every exchange that came to an end.
    public typealias Observer = @Sendable (LambdaRequest, LambdaResponse, GateReport) -> Void

    /// What both sides promise.
    public let contract: Contract
    private let endpoint: any Endpoint
    private let routing: Routing
    private let requests: RequestCheck
    private let answers: ResponseValidator
    private let isStrict: Bool
    private let observer: Observer

    /// Makes a gate around an endpoint.
    ///
    /// - Parameters:
    ///   - contract: What both sides promise.
    ///   - endpoint: Who answers what the gate lets pass.
    ///   - isStrict: Whether a request that is legal but suspicious is refused, too.
    ///   - observer: Told about every exchange that came to an end.
    public init(
        contract: Contract,
        endpoint: any Endpoint,
        isStrict: Bool = false,
        observer: @escaping Observer = { _, _, _ in }
    ) {
        self.contract = contract
        self.endpoint = endpoint
        self.isStrict = isStrict
        self.observer = observer
        routing = Routing(contract)
        requests = RequestCheck(contract)
        answers = ResponseValidator(contract)
    }

    /// Sends a request through the gate.
    ///
    /// - Throws: ``EndpointError`` when the endpoint gave no complete answer.
    public func send(_ request: LambdaRequest) async throws(EndpointError) -> LambdaResponse {
        try await exchange(request).response
    }

    /// What somebody who knows more than the contract has to say to the arguments of a request.
    public typealias Adviser = (Action, JSONObject) -> [GateFinding]

    /// Sends a request through the gate; returns the answer and what the contract says about both.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - adviser: Asked about every request whose arguments keep the contract.
    /// - Returns: The answer, and what there is to say about request and answer.
    /// - Throws: ``EndpointError`` when the endpoint gave no complete answer.
    /// - Complexity: O(*n*) in the size of the request and the answer, whose bodies are parsed once each.
    public func exchange(
        _ request: LambdaRequest,
        adviser: Adviser = { _, _ in [] }
    ) async throws(EndpointError) -> (response: LambdaResponse, report: GateReport) {
        var report = GateReport()
        let action = inspect(request, adviser, &report)
        if isStrict, report.refusal == nil { report.refusal = report.firstAdvice }
        let response: LambdaResponse
        if let refusal = report.refusal {
            response = Self.refuse(refusal)
        } else {
            response = try await endpoint.send(request)
            report.violations = answers.findings(on: response, to: request, of: action)
        }
        observer(request, response, report)
        return (response, report)
    }

    /// The action that a request is for, by whatever wire form; `nil` when it names none of the contract's.
    ///
    /// - Complexity: O(*n*) in the size of the request, whose body may be parsed.
    public func action(of request: LambdaRequest) -> Action? {
        route(request)?.action
    }

    private func route(_ request: LambdaRequest) -> Route? {
        let query = QueryString(parsing: request.rawQuery).parameters.map { (name: $0.name, value: $0.value) }
        let body = request.body.isEmpty ? nil : try? JSONValue(parsing: request.body)
        guard case .action(let route) = routing.resolve(query: query, body: body) else { return nil }
        return route
    }

    /// Finds the request's action and checks its arguments; returns the action whose contract the answer has
    /// to keep, which is none when another method than the action's was used.
    private func inspect(
        _ request: LambdaRequest,
        _ adviser: Adviser,
        _ report: inout GateReport
    ) -> Action? {
        guard request.method != "OPTIONS" else { return nil }
        guard let route = route(request) else { return nil }
        report.action = route.action.name
        report.form = route.form?.name
        if let warning = route.form?.warning { report.warnings.append(warning) }
        let method = request.method == "HEAD" ? "GET" : request.method
        guard method == route.action.method else { return nil }
        guard let arguments = route.arguments else { return route.action }
        report.refusal = requests.refusal(of: arguments, for: route.action)
        if report.refusal == nil {
            report.advice =
                requests.advice(on: arguments, for: route.action) + adviser(route.action, arguments)
        }
        return route.action
    }

    /// The answer to a request whose arguments break the contract: the service's error shape, and where.
    private static func refuse(_ finding: GateFinding) -> LambdaResponse {
        var body: JSONObject = [
            "success": false,
            "error": .string(finding.message),
            "pointer": .string(finding.pointer.description),
        ]
        if let rule = finding.rule { body["rule"] = .string(rule) }
        return LambdaResponse(
            status: 400,
            headers: [
                "Content-Type": "application/json",
                "Access-Control-Allow-Origin": "*",
                "Access-Control-Expose-Headers": "ETag",
            ],
            body: JSONValue.object(body).serialized()
        )
    }
}
