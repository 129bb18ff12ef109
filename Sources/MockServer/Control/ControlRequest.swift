import JSON
import Lambda
import Sessions

/// A request to the control API with its parsed path.
struct ControlRequest: Sendable {
    /// The method; HEAD is treated as GET.
    let method: String
    /// The resource name, the first path component.
    let name: String
    /// The decoded path components after the resource name.
    let path: [String]
    /// The query.
    let query: QueryString
    /// The header fields.
    let headers: HeaderFields
    /// The body.
    let body: [UInt8]
    /// Looks up the selected session.
    let findSession: @Sendable () throws(SessionError) -> Session

    /// The requested path without the prefix of the control API.
    var fullName: String { ([name] + path).joined(separator: "/") }

    /// Returns the selected session.
    ///
    /// - Throws: ``ControlError`` when the session does not exist or the session limit is reached.
    func session() throws(ControlError) -> Session {
        let session = try asControl(findSession)
        session.touch()
        return session
    }

    /// Returns a query parameter, or `nil` when it is absent or empty.
    func parameter(_ name: String) -> String? {
        query[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Returns a required query parameter.
    ///
    /// - Throws: ``ControlError`` when it is absent or empty.
    func required(_ name: String, example: String) throws(ControlError) -> String {
        guard let value = parameter(name) else {
            throw ControlError(400, "\(fullName) needs ?\(name)=...; such as ?\(name)=\(example)")
        }
        return value
    }

    /// Returns an optional integer query parameter.
    ///
    /// - Throws: ``ControlError`` when it is not an integer or too small.
    func number(_ name: String, atLeast least: Int) throws(ControlError) -> Int? {
        guard let text = parameter(name) else { return nil }
        guard let number = Int(text), number >= least else {
            throw ControlError(400, "\(name) is not a whole number of at least \(least); use ?\(name)=20")
        }
        return number
    }

    /// Parses the body as JSON.
    ///
    /// - Throws: ``ControlError`` when the body is not JSON.
    func json() throws(ControlError) -> JSONValue {
        do {
            return try JSONValue(parsing: body)
        } catch {
            throw ControlError(400, "the body is not JSON: \(error)")
        }
    }
}
