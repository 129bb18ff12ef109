import JSON
import Lambda
import Sessions

/// Why the control API did not do what it was asked for.
struct ControlError: Error, Sendable, Hashable {
    /// The status of the answer.
    let status: Int
    /// What is wrong and what to do, on one line.
    let text: String
    /// The methods that would do, for a 405.
    var allowed: [String] = []

    init(_ status: Int = 400, _ text: String) {
        self.status = status
        self.text = text
    }

    init(_ error: SessionError) {
        switch error {
        case .unknown, .unknownSnapshot, .unknownRequest: self.init(404, error.description)
        case .exists, .standardStays, .tooManySnapshots: self.init(409, error.description)
        case .tooMany: self.init(503, error.description)
        case .invalidName, .fixture: self.init(400, error.description)
        }
    }

    /// The method is none of those that the place takes.
    static func method(_ request: ControlRequest, allowed: [String]) -> ControlError {
        var error = ControlError(
            405,
            "\(request.place) takes \(allowed.joined(separator: ", ")), not \(request.method)"
        )
        error.allowed = allowed
        return error
    }

    /// There is nothing at the path.
    static func nothing(at request: ControlRequest, but known: String) -> ControlError {
        ControlError(404, "there is no '\(request.place)'; there is \(known)")
    }

    /// The answer that says so.
    var response: LambdaResponse {
        var headers = HeaderFields()
        if !allowed.isEmpty { headers["Allow"] = allowed.joined(separator: ", ") }
        return .json(status, ["success": false, "error": .string(text)], headers: headers)
    }
}

/// Runs what throws a session's errors, and throws them as the control API's.
func asControl<Value>(_ body: () throws(SessionError) -> Value) throws(ControlError) -> Value {
    do throws(SessionError) {
        return try body()
    } catch {
        throw ControlError(error)
    }
}
