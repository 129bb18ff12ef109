import JSON
import Lambda
import Sessions

/// An error of the control API.
struct ControlError: Error, Sendable, Hashable {
    /// The response status.
    let status: Int
    /// The problem and the remedy, on one line.
    let text: String
    /// The allowed methods, for a 405.
    var allowed: [String] = []

    init(_ status: Int = 400, _ text: String) {
        self.status = status
        self.text = text
    }

    init(_ error: SessionError) {
        switch error {
        case .unknown, .unknownSnapshot, .unknownRequest: self.init(404, error.description)
        case .exists, .standardStays, .tooManySnapshots: self.init(409, error.description)
        case .tooMany, .notKept: self.init(503, error.description)
        case .invalidName, .fixture: self.init(400, error.description)
        }
    }

    /// Creates the error for a method that the resource does not support.
    static func method(_ request: ControlRequest, allowed: [String]) -> ControlError {
        var error = ControlError(
            405,
            "\(request.fullName) takes \(allowed.joined(separator: ", ")), not \(request.method)"
        )
        error.allowed = allowed
        return error
    }

    /// Creates the error for a path without a resource.
    static func nothing(at request: ControlRequest, but known: String) -> ControlError {
        ControlError(404, "there is no '\(request.fullName)'; use \(known)")
    }

    /// The error as a response.
    var response: LambdaResponse {
        var headers = HeaderFields()
        if !allowed.isEmpty { headers["Allow"] = allowed.joined(separator: ", ") }
        return .json(status, ["success": false, "error": .string(text)], headers: headers)
    }
}

/// Runs a body that throws session errors, and rethrows them as errors of the control API.
func asControl<Value>(_ body: () throws(SessionError) -> Value) throws(ControlError) -> Value {
    do throws(SessionError) {
        return try body()
    } catch {
        throw ControlError(error)
    }
}
