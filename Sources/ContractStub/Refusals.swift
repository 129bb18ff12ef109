import Contracts
import JSON
import JSONSchema
import Lambda

/// Responses to requests that break the contract, and to preflight requests.
struct Refusals: Sendable {
    private let contract: Contract
    private let errors: ErrorResponses

    init(_ contract: Contract, seed: UInt64) {
        self.contract = contract
        errors = ErrorResponses(contract, seed: seed)
    }

    /// Returns the response to `OPTIONS`: every method of the contract, and every header that its rules name.
    var preflight: LambdaResponse {
        let rules = [BuiltInCheck.preflightAllows, .preflightAdvised].flatMap(contract.rules(for:))
        let methods =
            ["GET", "HEAD", "POST", "OPTIONS"] + contract.actions.map(\.method) + rules.flatMap(\.methods)
        let headers = ["Content-Type", "Authorization", "If-None-Match"] + rules.flatMap(\.headers)
        return LambdaResponse(
            status: 204,
            headers: [
                "Access-Control-Allow-Methods": Self.list(methods),
                "Access-Control-Allow-Headers": Self.list(headers),
                "Access-Control-Max-Age": "86400",
            ]
        )
    }

    /// Returns the response to a request that names no action.
    var noAction: LambdaResponse {
        let names = contract.service.routing
        let places = [
            names.header.map { "the header \($0.name): \($0.prefix)NAME" },
            names.parameter.map { "\($0)=NAME into the query" },
            names.member.map { "\"\($0)\" into the body" },
        ]
        let text = "the request names no action; put \(places.compactMap(\.self).joined(separator: ", or "))"
        return response(status(.noAction400, 400), text)
    }

    /// Returns the response to a request for an action that is not in the contract.
    func unknownAction(_ name: String) -> LambdaResponse {
        let known = contract.actions.map(\.name)
        let short = String(name.unicodeScalars.prefix(100).map(Character.init))
        let text =
            "there is no action '\(short)'; "
            + NearestName.remedy(for: short, among: known, what: "action")
        return response(status(.unknownActionStatus, 404), text)
    }

    /// Returns the response to a path that no action has.
    func unknownPath(_ method: String, _ path: String) -> LambdaResponse {
        let known = contract.actions.compactMap(\.path?.text)
        let short = String(path.unicodeScalars.prefix(100).map(Character.init))
        let text =
            "no action has the path '\(short)'; " + NearestName.remedy(for: short, among: known, what: "path")
        return response(status(.unknownActionStatus, 404), text)
    }

    /// Returns the response to an action with a wrong method.
    func wrongMethod(_ method: String, _ route: Route) -> LambdaResponse {
        let action = route.action
        let text =
            "\(action.name) requires the method \(route.methods.joined(separator: " or ")), not \(method)"
        var response = response(status(.wrongMethodStatus, 405), text, action)
        response.headers["Allow"] = route.allow
        return response
    }

    /// Returns the response to a body that is not a JSON object.
    func malformed(_ problem: String, _ action: Action? = nil) -> LambdaResponse {
        response(status(.malformedBodyStatus, 400), problem, action)
    }

    /// Returns the response to arguments that do not fit the action's schema.
    func invalid(_ arguments: JSONObject, _ action: Action) -> LambdaResponse {
        let unit = action.request.schema.relevantErrors(in: .object(arguments)).first
        let place = unit.map { $0.instanceLocation.tokens.joined(separator: ".") } ?? ""
        let text =
            (place.isEmpty ? "the request" : place) + " " + (unit?.message ?? "does not fit its schema")
        return response(status(.parameterStatus, 400), text, action)
    }

    /// Returns a refusal in the shape of the action's response with that status, or in the service's error shape.
    func response(_ status: Int, _ text: String, _ action: Action? = nil) -> LambdaResponse {
        var response = errors.response(status, ErrorReason(text), for: action)
        response.headers[ContractStub.header] = "refusal"
        return response
    }

    /// Returns the status that a check's rule names, when it names exactly one.
    private func status(_ check: BuiltInCheck, _ usual: Int) -> Int {
        errors.status(of: check, usual: usual)
    }

    private static func list(_ names: [String]) -> String {
        var seen: Set<String> = []
        return names.filter { seen.insert($0.lowercased()).inserted }.joined(separator: ", ")
    }
}
