import Conformance
import Contracts
import JSON
import JSONSchema
import Lambda

/// A request, the answer to it, and what it was sent for.
struct RecordedExchange: Sendable {
    /// The place in the transcript of its attempt, from 0.
    let number: Int
    /// What was sent, the user's own header lines left out: they are secret.
    let request: LambdaRequest
    /// What came back.
    let response: LambdaResponse
    /// The action that the request is meant for; `nil` where there is none, as in a preflight.
    let action: String?
    /// The round trip.
    let seconds: Double
    /// Set when the request was sent together with others: the same for all of them.
    let batch: Int?
    /// The answer's body; `nil` when it is not JSON.
    ///
    /// A body of a media type that is not JSON's is a string.
    let json: JSONValue?
    /// What the contract's schema for the answer's status says of the body; `nil` where there is none.
    let output: SchemaOutput?
    /// What is known of the body's values, of lists only the first element's; nothing where the body does not fit
    /// its schema.
    let annotations: AnnotationIndex

    /// Records an exchange and holds the answer to the contract once, since several checks ask for that.
    ///
    /// - Complexity: O(*n*) in the size of the answer.
    init(
        number: Int,
        request: LambdaRequest,
        response: LambdaResponse,
        action: Action?,
        seconds: Double,
        batch: Int?
    ) {
        self.number = number
        self.request = request
        self.response = response
        self.action = action?.name
        self.seconds = seconds
        self.batch = batch
        let listed = action?.responses[response.status]
        if let listed, !listed.isJSON {
            json = .string(String(decoding: response.body, as: UTF8.self))
        } else {
            json = response.body.isParseable ? try? JSONValue(parsing: response.body) : nil
        }
        let schema = listed?.schema
        output = json.flatMap { json in schema.map { SchemaOutput(errors: $0.errors(in: json)) } }
        annotations =
            if let json, let schema, output?.valid == true {
                AnnotationIndex(of: json.skeleton, by: schema)
            } else {
                AnnotationIndex()
            }
    }

    /// Returns the deviation of a body that is not JSON.
    func unreadable(insteadOf expected: JSONValue) -> Deviation {
        Deviation(
            .syntax,
            at: .body(JSONPointer()),
            expected: Evidence(expected),
            seen: Evidence(text: unreadableSummary)
        )
    }

    /// Why the answer's body is not JSON, then the answer in a few words.
    private var unreadableSummary: String {
        if let encoding = response.headers["Content-Encoding"] {
            return "a body in an encoding that no request asked for, '\(encoding)': \(answerSummary)"
        }
        guard response.body.isParseable else {
            return "more than \([UInt8].mostValues) values, which are not read: \(answerSummary)"
        }
        do throws(JSONError) {
            _ = try JSONValue(parsing: response.body)
            return answerSummary
        } catch {
            return "no JSON (\(error)): \(answerSummary)"
        }
    }

    /// The answer in a few words, for a line of details.
    var answerSummary: String { response.summary }
}

extension RecordedExchange {
    /// What is kept of an exchange whose case goes on without it, where its answer is too large to keep whole.
    init(withoutBodyOf other: RecordedExchange) {
        number = other.number
        request = other.request
        var response = other.response
        response.body = Array(response.body.prefix(Self.keptPart))
        self.response = response
        action = other.action
        seconds = other.seconds
        batch = other.batch
        json = nil
        output = nil
        annotations = AnnotationIndex()
    }

    /// How many bytes are kept of a large answer.
    private static let keptPart = 4096
}

extension [UInt8] {
    /// How many values of an answer are read: as values they take ten times the memory and more.
    ///
    /// The most that a Function URL can answer are some hundred thousand.
    fileprivate static let mostValues = 500_000

    /// Whether a body has few enough values to be read.
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

extension JSONValue {
    /// The value with at most one element in each list: what a schema knows of one it knows of all.
    ///
    /// - Complexity: O(*n*) in the number of values that are left.
    fileprivate var skeleton: JSONValue {
        switch self {
        case .array(let elements): .array(elements.prefix(1).map(\.skeleton))
        case .object(let object):
            .object(JSONObject(object.map { JSONMember(name: $0.name, value: $0.value.skeleton) }))
        default: self
        }
    }
}
