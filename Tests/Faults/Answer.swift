import JSON
import Lambda

/// A response that a fault changes.
struct Answer: Sendable {
    let call: Call
    var response: LambdaResponse

    var succeeded: Bool { response.status == 200 }
    var isRead: Bool { call.request.method == "GET" }

    /// The body as an object; setting writes it back.
    var body: JSONObject {
        get { (try? JSONValue(parsing: response.body))?.objectValue ?? JSONObject() }
        set {
            guard call.request.method != "HEAD" else { return }
            response.body = JSONValue.object(newValue).serialized()
        }
    }

    /// Renames a member of the body.
    mutating func rename(_ name: String, to other: String) {
        edit { $0.rename(name, to: other) }
    }

    /// Changes the body of a success.
    mutating func edit(_ change: (inout JSONObject) -> Void) {
        guard succeeded else { return }
        var object = body
        change(&object)
        body = object
    }

    /// Changes every record of a success's list.
    mutating func records(_ list: String, _ change: (inout JSONObject) -> Void) {
        self.list(list) { records in
            records = records.map { record in
                var object = record.objectValue ?? JSONObject()
                change(&object)
                return .object(object)
            }
        }
    }

    /// Changes a success's list.
    mutating func list(_ list: String, _ change: (inout [JSONValue]) -> Void) {
        edit { body in
            guard var records = body[list]?.arrayValue else { return }
            change(&records)
            body[list] = .array(records)
        }
    }

    /// Turns the response into a failure.
    mutating func fail(_ status: Int, _ error: String = "refused") {
        response = Self.failure(status, error)
    }

    /// Returns a failure in the service's shape.
    static func failure(_ status: Int, _ error: String = "refused") -> LambdaResponse {
        json(["success": false, "error": .string(error)], status: status)
    }

    /// Returns a response in JSON with the headers of every response.
    static func json(_ value: JSONValue, status: Int = 200) -> LambdaResponse {
        LambdaResponse(
            status: status,
            headers: ["Content-Type": "application/json", "Access-Control-Allow-Origin": "*"],
            body: value.serialized()
        )
    }
}

extension JSONObject {
    mutating func rename(_ name: String, to other: String) {
        guard let value = self[name] else { return }
        self[name] = nil
        self[other] = value
    }

    /// Divides times by a thousand, as in a backend that counts in seconds.
    mutating func toSeconds(_ names: String...) {
        for name in names {
            guard let time = self[name]?.intValue else { continue }
            self[name] = .number(JSONNumber(time / 1_000))
        }
    }

    /// Turns a number into its text.
    mutating func toText(_ name: String) {
        guard let number = self[name]?.numberValue else { return }
        self[name] = .string(number.text)
    }
}
