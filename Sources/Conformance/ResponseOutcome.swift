import Contracts
import JSON
import JSONSchema
import Lambda

/// The expected content of a response with one status, a success or a failure.
struct ResponseOutcome {
    private let status: Int
    private let isFailure: Bool
    /// The rule that the action names for the body.
    private let ownRule: Rule?
    private let isJSON: Bool
    private let rules: RuleIndex

    init(_ status: Int, _ listed: ResponseContract?, _ rules: RuleIndex) {
        self.status = status
        isFailure = status >= 400
        ownRule = listed?.rule.flatMap { rules[$0] }
        isJSON = listed?.isJSON ?? true
        self.rules = rules
    }

    /// The response in words.
    private var subject: String { isFailure ? "a failure with status \(status)" : "a success" }

    /// Returns the violation of a status that is not in the contract.
    func unlisted(in action: Action) -> [Violation] {
        let known = action.responses.keys.sorted()
        let deviation = Deviation(
            .status,
            at: .status,
            "\(status) is not in the contract of \(action.name)",
            expected: Evidence(
                text: known.map(String.init).joined(separator: ", "),
                value: .array(known.map { .number(JSONNumber($0)) })
            ),
            seen: Evidence(text: String(status), value: .number(JSONNumber(status)))
        )
        let summary = "a success has the status \(status), which the contract does not know"
        return rules.violations(.successShape, summary, [deviation])
    }

    /// Returns the violation of a body where the contract has none.
    func unexpectedBody(of response: LambdaResponse) -> [Violation] {
        guard !response.body.isEmpty else { return [] }
        let deviation = Deviation(
            .extra,
            at: .body(JSONPointer()),
            "must not be there: an answer \(status) has no body",
            expected: "no body",
            seen: Evidence(text: response.summary)
        )
        return shapeViolations("an answer with status \(status) has a body", [deviation])
    }

    /// Returns the violations of a media type and a body.
    ///
    /// - Parameters:
    ///   - response: The response.
    ///   - schema: The schema of the body; `nil` for any body.
    ///   - mediaType: The media type; `nil` for JSON.
    ///   - body: The body, if it was parsed before.
    /// - Returns: The violations; none when the response is right.
    func content(
        of response: LambdaResponse,
        by schema: Schema?,
        mediaType: String?,
        _ body: ResponseBody?
    ) -> [Violation] {
        let expected = mediaType ?? "application/json"
        var found: [Violation] = []
        if response.mediaType != expected {
            let deviation = Deviation(
                .header,
                at: .header("Content-Type"),
                "must be \(expected), but is \(response.headers["Content-Type"] ?? "missing")",
                expected: Evidence(text: "Content-Type: \(expected)", value: .string(expected)),
                seen: Evidence(
                    text: response.contentTypeSummary,
                    value: response.headers["Content-Type"].map { .string($0) }
                )
            )
            let check: BuiltInCheck = isFailure ? .failureContentType : .successContentType
            found = rules.violations(check, "\(subject) is not \(expected)", [deviation])
        }
        guard let schema else { return found }
        guard isJSON else {
            let text = JSONValue.string(String(decoding: response.body, as: UTF8.self))
            return found + shape(of: response, text, schema.errors(in: text))
        }
        var parsed: ResponseBody
        if let body {
            parsed = body
        } else {
            // Most bodies are right, and then nobody needs their values.
            let verdict = schema.verdict(utf8: response.body)
            guard !verdict.isValid else { return found }
            parsed = ResponseBody(parsing: response.body)
            parsed.errors = parsed.value.map { schema.errors(in: $0, after: verdict) }
        }
        guard let value = parsed.value else { return found + unreadable(response, parsed) }
        return found + shape(of: response, value, parsed.errors ?? schema.errors(in: value))
    }

    /// Returns the violations of the header fields.
    func header(of response: LambdaResponse, by headers: ResponseHeaders) -> [Violation] {
        let values = JSONValue.object(headers.values(of: response.headers))
        let errors = headers.schema.errors(in: values)
        guard !errors.isEmpty else { return [] }
        let deviations = errors.map { error in
            if error.instanceLocation.isRoot, let name = error.missingName {
                return Deviation.header(name, Evidence(text: "the header \(name)"), response)
            }
            var deviation = Deviation(error, in: values)
            deviation.place = .header(error.instanceLocation.tokens.first ?? "fields")
            return deviation
        }
        let first = deviations.first.map { ": \($0.place) \($0.sentence)" } ?? ""
        return shapeViolations(
            "\(subject) does not have the header fields of the contract\(first)",
            deviations
        )
    }

    private func unreadable(_ response: LambdaResponse, _ body: ResponseBody) -> [Violation] {
        let deviation = Deviation(
            .syntax,
            at: .body(JSONPointer()),
            body.problem?.sentence ?? "must be JSON",
            expected: "JSON",
            seen: Evidence(text: response.summary)
        )
        return shapeViolations("\(subject) does not have the shape of the contract", [deviation])
    }

    private func shape(of response: LambdaResponse, _ value: JSONValue, _ errors: [SchemaOutputUnit])
        -> [Violation]
    {
        guard !errors.isEmpty else { return [] }
        let relevant = SchemaOutput(errors: errors).relevantErrors(in: value)
        let deviations = relevant.map { Deviation($0, in: value) }
        let first = relevant.first.map { ": at '\($0.instanceLocation)' \($0.message)" } ?? ""
        let found = shapeViolations("\(subject) does not have the shape of the contract\(first)", deviations)
        guard !isFailure, rules.has(.integersExact),
            relevant.contains(where: { Self.isInexact(value[$0.instanceLocation], $0) })
        else { return found }
        let summary = "a count or a time is not an integer\(first)"
        return found + rules.violations(.integersExact, summary, deviations)
    }

    private func shapeViolations(_ summary: String, _ deviations: [Deviation]) -> [Violation] {
        if let ownRule { return [Violation(rule: ownRule, summary: summary, deviations: deviations)] }
        return rules.violations(isFailure ? .failureShape : .successShape, summary, deviations)
    }

    /// Returns whether an error is about a number that is written as a string, or has a fraction.
    private static func isInexact(_ value: JSONValue?, _ error: SchemaOutputUnit) -> Bool {
        guard error.keyword == "type", let types = error.expected?.arrayValue,
            types.contains("integer") || types.contains("number")
        else { return false }
        switch value {
        case .number(let number): return !number.isInteger
        case .string(let text): return JSONNumber(text) != nil
        default: return false
        }
    }
}

extension SchemaOutputUnit {
    /// The name of the member that is not there; `nil` where nothing is missing.
    fileprivate var missingName: String? {
        keyword == "required" ? expected?.arrayValue?.first?.stringValue ?? expected?.stringValue : nil
    }
}
