import Conformance
import Contracts
import JSON
import JSONSchema
import Lambda

/// A request and its response, with the purpose of the request.
struct RecordedExchange: Sendable {
    /// The place in the transcript of its attempt, from 0.
    let number: Int
    /// The request, without the user's own headers, which are secret.
    let request: LambdaRequest
    /// The response.
    let response: LambdaResponse
    /// The action of the request; `nil` where there is none, as in a preflight.
    let action: String?
    /// The user whose token the request has, where the verifier added it; `nil` otherwise.
    let sender: String?
    /// The round-trip time.
    let seconds: Double
    /// The batch number of concurrent requests; `nil` for others.
    let batch: Int?
    /// The response's body; `nil` when it is not JSON, or has too many values to be read.
    ///
    /// A body of another media type than JSON is a string.
    let json: JSONValue?
    /// The reason why there is no body; `nil` when there is.
    let problem: ResponseBody.Problem?
    /// The result of validating the body against the contract's schema for the status; `nil` where there is none.
    let output: SchemaOutput?
    /// The annotations of the body's values, of lists only the first element's; empty where the body does not fit its schema.
    let annotations: AnnotationIndex

    /// Records an exchange and validates the response once, since several checks need the result.
    ///
    /// - Complexity: O(*n*) in the size of the response.
    init(
        number: Int,
        request: LambdaRequest,
        response: LambdaResponse,
        action: Action?,
        seconds: Double,
        batch: Int?,
        sender: String? = nil
    ) {
        self.number = number
        self.request = request
        self.response = response
        self.action = action?.name
        self.seconds = seconds
        self.batch = batch
        self.sender = sender
        let listed = action?.responses[response.status]
        if let listed, !listed.isJSON {
            json = .string(String(decoding: response.body, as: UTF8.self))
            problem = nil
        } else if response.body.isParseable {
            let body = ResponseBody(parsing: response.body)
            json = body.value
            problem = body.problem
        } else {
            json = nil
            problem = .tooManyValues(most: [UInt8].mostValues)
        }
        let schema = listed?.schema
        output = json.flatMap { json in
            schema.map { schema in
                guard listed?.isJSON != false else { return SchemaOutput(errors: schema.errors(in: json)) }
                // The pass over the bytes is the fast one.
                let verdict = schema.verdict(utf8: response.body)
                return SchemaOutput(errors: schema.errors(in: json, after: verdict))
            }
        }
        annotations =
            if let json, let schema, output?.valid == true {
                AnnotationIndex(ofFirstElementsIn: json, by: schema)
            } else {
                AnnotationIndex()
            }
    }

    /// Returns the deviation of a body that is not JSON, or that is not read.
    func unreadable(insteadOf expected: JSONValue) -> Deviation {
        Deviation(
            .syntax,
            at: .body(JSONPointer()),
            expected: Evidence(expected),
            seen: Evidence(text: unreadableSummary)
        )
    }

    /// The reason why the response has no body to compare, and a short description of the response.
    private var unreadableSummary: String {
        if let encoding = response.headers["Content-Encoding"] {
            return "a body in an encoding that no request asked for, '\(encoding)': \(answerSummary)"
        }
        return problem.map { "\($0.seen): \(answerSummary)" } ?? answerSummary
    }

    /// A short description of the response, for a line of details.
    var answerSummary: String { response.summary }
}

extension RecordedExchange {
    /// Returns the exchange to keep while the case continues, with a large response truncated.
    init(withoutBodyOf other: RecordedExchange) {
        number = other.number
        request = other.request
        var response = other.response
        response.body = Array(response.body.prefix(Self.keptPart))
        self.response = response
        action = other.action
        seconds = other.seconds
        batch = other.batch
        sender = other.sender
        json = nil
        problem = nil
        output = nil
        annotations = AnnotationIndex()
    }

    /// The number of bytes to keep of a large response.
    private static let keptPart = 4096
}

extension [RecordedExchange] {
    /// The actions of the requests, in the order of their first request.
    ///
    /// - Complexity: O(*n* · *a*) for *n* requests of *a* actions.
    var actions: [String] {
        reduce(into: []) { names, exchange in
            if let name = exchange.action, !names.contains(name) { names.append(name) }
        }
    }
}

extension [UInt8] {
    /// The maximum number of values of a response to parse, as parsed values take more than ten times the memory.
    ///
    /// A Function URL can answer some hundred thousand at most.
    fileprivate static let mostValues = 500_000

    /// Returns whether a body has few enough values to be parsed.
    ///
    /// - Complexity: O(*n*) in the length of a large body.
    fileprivate var isParseable: Bool {
        guard count > 2 * Self.mostValues else { return true }
        var values = 0
        var isText = false
        var isEscaped = false
        for byte in self {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isText = true
            } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
                values += 1
                if values > Self.mostValues { return false }
            }
        }
        return true
    }
}
