import Contracts
import JSON
import JSONSchema
import Lambda

/// What holds for every response of a service, whatever its action does.
struct Transport: Sendable {
    /// The shapes of refusals.
    let errors: ErrorResponses
    /// Whether reads carry an entity tag.
    let hasEntityTags: Bool
    /// The header fields that any value is right for.
    let opaqueHeaders: OpaqueHeaders
    /// What requests say of their senders.
    let senders: SenderClaims
    /// The longest request body, in bytes.
    let requestBytes: Int
    /// The longest response body, in bytes.
    let responseBytes: Int
    private let methods: String
    private let requestHeaders: String
    private let exposedHeaders: String

    init(_ contract: Contract) {
        // The endpoint adds them to every response, by its own source of ids.
        errors = ErrorResponses(contract, addsOpaqueHeaders: false)
        opaqueHeaders = OpaqueHeaders(contract)
        senders = SenderClaims(contract.service)
        requestBytes = contract.service.limits.requestBytes
        responseBytes = contract.service.limits.responseBytes
        hasEntityTags = contract.service.conventions.entityTags
        var methods = ["GET", "HEAD"]
        for action in contract.actions where !methods.contains(action.method) {
            methods.append(action.method)
        }
        self.methods = (methods + ["OPTIONS"]).joined(separator: ", ")
        let named = [contract.service.routing.header?.name, contract.service.apiKeys?.header]
        requestHeaders = (["Content-Type", "Authorization", "If-None-Match"] + named.compactMap(\.self))
            .joined(separator: ", ")
        exposedHeaders = "ETag, \(ErrorResponses.reasonHeader)"
    }

    /// The response to `OPTIONS`, the preflight request of a browser.
    func preflight() -> LambdaResponse {
        LambdaResponse(
            status: 204,
            headers: [
                "Access-Control-Allow-Methods": methods,
                "Access-Control-Allow-Headers": requestHeaders,
                "Access-Control-Max-Age": "86400",
            ]
        )
    }

    /// Sets the CORS headers, each exactly once: a browser rejects a response with two origins.
    ///
    /// Source: WHATWG Fetch, "CORS protocol".
    func addCrossOriginHeaders(to response: inout LambdaResponse) {
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = exposedHeaders
    }

    /// The `Link` field to the page after an answer: the same request with another cursor, without its API key.
    ///
    /// The reference has no path and so means the request's own, whatever prefix the request had in front of the service, such
    /// as a session's.
    ///
    /// Source: RFC 8288, section 3; RFC 3986, section 5.2.2.
    func link(toNext cursor: String, _ argument: String, of routed: RoutedRequest) -> String {
        let left = [argument, senders.keyParameter].compactMap(\.self).map { ExactString($0) }
        var query = routed.query
        query.parameters.removeAll { left.contains(ExactString($0.name)) }
        query.parameters.append(QueryString.Parameter(argument, cursor))
        return "<?\(query.encoded)>; rel=\"next\""
    }

    /// Why a request cannot reach a behaviour; `nil` when it can.
    func refusal(of routed: RoutedRequest) -> LambdaResponse? {
        let count = routed.request.body.count
        guard count <= requestBytes else {
            return errors.response(
                413,
                ErrorReason("the body has \(count) bytes; send at most \(requestBytes)")
            )
        }
        switch routed.outcome {
        case .noAction:
            if let problem = routed.body.problem { return malformed(problem) }
            let status = errors.status(of: .noAction400, usual: 400)
            return errors.response(status, ErrorReason("the request names no action"))
        case .unknownAction(let name):
            let status = errors.status(of: .unknownActionStatus, usual: 404)
            return errors.response(status, ErrorReason("there is no action '\(name.prefix(64))'"))
        case .unknownPath(let path):
            let status = errors.status(of: .unknownActionStatus, usual: 404)
            return errors.response(status, ErrorReason("no action has the path '\(path.prefix(64))'"))
        case .action(let route):
            return refusal(of: routed, route)
        }
    }

    private func refusal(of routed: RoutedRequest, _ route: Route) -> LambdaResponse? {
        let action = route.action
        guard routed.hasMethodOfAction else {
            let method = routed.request.method.prefix(16)
            var response = errors.response(
                errors.status(of: .wrongMethodStatus, usual: 405),
                ErrorReason("\(action.name) takes \(route.methods.joined(separator: " or ")), not \(method)"),
                for: action
            )
            response.headers["Allow"] = route.allow + ", OPTIONS"
            return response
        }
        guard let arguments = route.arguments else {
            return malformed(
                routed.body.problem ?? "the body is empty; send a JSON object with the action's arguments",
                for: action
            )
        }
        let value = JSONValue.object(arguments)
        let isValid = routed.isValidated || action.request.schema.isValid(value)
        let broken =
            isValid ? action.advice.first { !$0.schema.isValid(value) }?.schema : action.request.schema
        return broken.map { refusal(of: value, by: $0, for: action) }
    }

    private func refusal(of value: JSONValue, by schema: Schema, for action: Action) -> LambdaResponse {
        let unit = schema.relevantErrors(in: value).first
        let place = unit.map { $0.instanceLocation.tokens.joined(separator: ".") } ?? ""
        let name = place.isEmpty ? "the request" : "'\(place)'"
        return errors.response(
            errors.status(of: .parameterStatus, usual: 400),
            ErrorReason(
                "\(name) \(unit?.message ?? "breaks the contract")",
                pointer: unit?.instanceLocation
            ),
            for: action
        )
    }

    private func malformed(_ problem: String, for action: Action? = nil) -> LambdaResponse {
        errors.response(
            errors.status(of: .malformedBodyStatus, usual: 400),
            ErrorReason(problem),
            for: action
        )
    }
}
