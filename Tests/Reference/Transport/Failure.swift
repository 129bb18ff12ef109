import JSON
import Lambda
import Tables

/// An error response: the status, and a text that says what is wrong and what to do.
struct Failure: Error {
    /// The maximum length of the text, in Unicode scalars.
    private static let maximumCount = 1_000

    var status: Int
    /// A short machine-readable code.
    var code: String
    /// The problem and the remedy, for people.
    var text: String
    /// The allowed methods, for a 405.
    var allowed: String?

    init(_ status: Int, _ code: String, _ text: String, allowed: String? = nil) {
        self.status = status
        self.code = code
        self.text = text
        self.allowed = allowed
    }

    /// The response in the service's error shape.
    ///
    /// A text that quotes the request is truncated: it could be as long as the request, escapes could make it longer,
    /// and AWS answers 502 when a function returns more than the limit.
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
    /// Creates an error for a missing or invalid argument.
    static func invalid(_ text: String) -> Failure {
        Failure(400, "invalid_argument", text)
    }

    /// Creates an error for a record that does not exist.
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

    /// All attempts lost against concurrent writers.
    static let busy = Failure(429, "busy", "too many concurrent writes to the same record; try again")

    /// Creates an error response for a store's error.
    init(_ error: TableStoreError) {
        switch error {
        case .itemTooLarge, .transactionTooLarge:
            self.init(413, "record_too_large", "the record would be too large: \(error)")
        case .invalidKey, .invalidNumber, .tooDeep, .invalidPageKey, .invalidLimit, .readTooLarge:
            self.init(400, "invalid_argument", "the record cannot be stored: \(error)")
        case .conflict, .conditionFailed, .notUnique:
            self = .busy
        case .unknownTable, .unknownIndex, .invalidChange, .transactionCount, .transactionRepeatsItem,
            .invalidToken, .tokenReused, .readCount, .readRepeatsItem, .consistentIndexRead, .unavailable:
            // No request can cause this: the tables are missing or unreachable.
            self.init(503, "tables_unavailable", "\(error)")
        }
    }
}
