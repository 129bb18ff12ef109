import JSON
import Lambda
import Tables

/// A request that is not served: the status, and a text that says what is wrong and what to do.
struct Failure: Error {
    /// The longest text of an answer, in Unicode scalars.
    private static let maximumCount = 1_000

    var status: Int
    /// A short name of the cause for programs.
    var code: String
    /// What is wrong, for people.
    var text: String
    /// The methods that would have been right, with a 405.
    var allowed: String?

    init(_ status: Int, _ code: String, _ text: String, allowed: String? = nil) {
        self.status = status
        self.code = code
        self.text = text
        self.allowed = allowed
    }

    /// The answer, in the service's error shape.
    ///
    /// A text that quotes the request is cut: it could be as long as the request, escapes could make it longer, and
    /// AWS answers 502 for a function that returns more than it may.
    var response: LambdaResponse {
        var text = text
        if text.utf8.count > Self.maximumCount {
            text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.maximumCount))) + "…"
        }
        let body: JSONObject = ["success": false, "error": .string(text), "code": .string(code)]
        var response = JSONBody.response(status: status, JSONBody.bytes(body))
        if let allowed { response.headers["Allow"] = allowed }
        return response
    }
}

extension Failure {
    /// An argument that is missing or not as it must be.
    static func invalid(_ text: String) -> Failure {
        Failure(400, "invalid_argument", text)
    }

    /// A record that does not exist.
    static func unknown(_ what: String, _ identifier: String) -> Failure {
        Failure(404, "unknown_\(what)", "there is no \(what) '\(identifier.prefix(128))'")
    }

    static func bodyTooLarge(_ count: Int, limit: Int) -> Failure {
        Failure(413, "body_too_large", "the body has \(count) bytes; send at most \(limit)")
    }

    static func answerTooLarge(_ count: Int, limit: Int) -> Failure {
        Failure(
            413,
            "answer_too_large",
            "the answer would have \(count) bytes, and \(limit) can be sent; ask for less with limit and cursor"
        )
    }

    /// Other writers were faster every time.
    static let busy = Failure(429, "busy", "too many writers at the same record; try again")

    /// What a store refused.
    init(_ error: TableStoreError) {
        switch error {
        case .itemTooLarge, .transactionTooLarge:
            self.init(413, "record_too_large", "the record would be too large: \(error)")
        case .invalidKey, .invalidNumber, .tooDeep, .invalidPageKey, .invalidLimit:
            self.init(400, "invalid_argument", "the record cannot be kept: \(error)")
        case .conflict, .conditionFailed:
            self = .busy
        case .unknownTable, .unknownIndex, .invalidChange, .transactionCount, .transactionRepeatsItem,
            .unavailable:
            // Nothing that a request can bring about: the tables themselves are missing or out of reach.
            self.init(503, "tables_unavailable", "\(error)")
        }
    }
}
