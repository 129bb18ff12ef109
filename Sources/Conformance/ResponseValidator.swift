public import Contracts
import JSON
import JSONSchema
public import Lambda

/// Validates responses against the contract of their action and status, and against the rules for every response.
///
/// The gate and the verifier use the same one. It checks:
///
/// - A status that the contract lists for the action, 3xx included, has the content that the contract gives it: a body of
///   that schema and media type, or none where it has no schema.
/// - 1xx, 204, 205 and 304 have no body; neither has a response to HEAD, whose content is not checked here.
/// - A status below 400 that is not listed is wrong; 304 may answer any conditional request.
/// - A failure that is not listed, or that is listed without a schema and has a body, has the service's error shape.
/// - 413, 414 and 431 may come from the platform, which does not know the contract.
/// - A response without an action is checked as a failure, if it is one.
public struct ResponseValidator: Sendable {
    private let errorSchema: Schema?
    private let errorType: String?
    private let rules: RuleIndex

    /// Creates a validator of a contract's responses.
    public init(_ contract: Contract) {
        errorSchema = contract.service.hasErrorShape ? contract.service.error : nil
        errorType = contract.service.errorContentType
        rules = RuleIndex(contract)
    }

    /// Returns all violations of a response.
    ///
    /// - Parameters:
    ///   - response: The response.
    ///   - method: The method of the request.
    ///   - action: The action of the request; `nil` to check only the rules for every response.
    /// - Returns: The violations; none when the response is right.
    /// - Complexity: O(*n*) in the size of the response, whose body is parsed once.
    public func violations(
        of response: LambdaResponse,
        to method: String,
        of action: Action?
    ) -> [Violation] {
        originViolations(of: response) + statusViolations(of: response)
            + headerViolations(of: response, to: method, of: action)
            + contentViolations(of: response, to: method, of: action)
    }

    /// Returns the violations of the response's origin header: browsers reject none, two, and a list.
    public func originViolations(of response: LambdaResponse) -> [Violation] {
        guard !response.isFromPlatform else { return [] }
        let name = "Access-Control-Allow-Origin"
        let origins = response.headers.values(for: name)
        guard origins.count != 1 || origins[0].utf8.contains(UInt8(ascii: ",")) || origins[0].isEmpty else {
            return []
        }
        let deviation = Deviation(
            .header,
            at: .header(name),
            origins.count == 1
                ? "must have one value, but is '\(origins[0])'"
                : "must be sent once, but is sent \(origins.count) times",
            expected: "\(name) once, with one value",
            seen: Evidence(
                text: origins.isEmpty ? "none" : origins.map { "'\($0)'" }.joined(separator: " and "),
                value: .array(origins.map { .string($0) })
            )
        )
        let summary = "an answer with status \(response.status) does not carry exactly one \(name)"
        return rules.violations(.corsOneOrigin, summary, [deviation])
    }

    /// Returns the violations of the response's status for any request: a 5xx is always wrong.
    public func statusViolations(of response: LambdaResponse) -> [Violation] {
        guard response.status >= 500 else { return [] }
        let deviation = Deviation(
            .status,
            at: .status,
            "must be below 500, but is \(response.status)",
            expected: "a status below 500",
            seen: Evidence(text: response.summary, value: .number(JSONNumber(response.status)))
        )
        return rules.violations(
            .noServerError,
            "a request was answered \(response.status)",
            [deviation]
        )
    }

    /// Returns the violations of the response's status, media type and body by the contract of its action.
    ///
    /// - Parameters:
    ///   - response: The response.
    ///   - method: The method of the request.
    ///   - action: The action of the request; `nil` where there is none.
    ///   - body: The body, if it was parsed before; otherwise it is parsed where needed.
    /// - Returns: The violations; none when the response is right.
    /// - Complexity: O(*n*) in the size of the response.
    public func contentViolations(
        of response: LambdaResponse,
        to method: String,
        of action: Action?,
        body: ResponseBody? = nil
    ) -> [Violation] {
        guard judgesContent(of: response, to: method, of: action) else { return [] }
        let listed = action?.responses[response.status]
        let outcome = ResponseOutcome(response.status, listed, rules)
        if response.hasBodilessStatus, listed != nil || response.status == 304 {
            return outcome.unexpectedBody(of: response)
        }
        guard let listed else {
            if let action, response.status < 400 { return outcome.unlisted(in: action) }
            return failure(response, outcome, body)
        }
        if let schema = listed.schema {
            return outcome.content(of: response, by: schema, mediaType: listed.contentType, body)
        }
        if listed.contentType != nil {
            return outcome.content(of: response, by: nil, mediaType: listed.contentType, body)
        }
        guard response.status >= 400, !response.body.isEmpty else {
            return outcome.unexpectedBody(of: response)
        }
        return failure(response, outcome, body)
    }

    /// Returns what is wrong with a failure of which the contract says nothing but the error shape.
    private func failure(_ response: LambdaResponse, _ outcome: ResponseOutcome, _ body: ResponseBody?)
        -> [Violation]
    {
        guard errorSchema != nil else { return [] }
        return outcome.content(of: response, by: errorSchema, mediaType: errorType, body)
    }

    /// Returns what is wrong with the header fields of an answer by the contract of its action.
    ///
    /// - Parameters:
    ///   - response: The answer.
    ///   - method: The method of the request.
    ///   - action: The action that was asked for; `nil` where there is none.
    /// - Returns: The violations; none where the contract does not say what header fields there are.
    /// - Complexity: O(*n*²) in the number of header fields.
    public func headerViolations(
        of response: LambdaResponse,
        to method: String,
        of action: Action?
    ) -> [Violation] {
        guard judgesContent(of: response, to: method, of: action),
            let listed = action?.responses[response.status], let headers = listed.headers
        else { return [] }
        return ResponseOutcome(response.status, listed, rules).header(of: response, by: headers)
    }

    /// Returns whether ``contentViolations(of:to:of:body:)`` checks a response of this kind.
    public func judgesContent(of response: LambdaResponse, to method: String, of action: Action?) -> Bool {
        guard method != "HEAD", !response.isFromPlatform else { return false }
        return response.status >= 400 || (action != nil && method != "OPTIONS")
    }
}
