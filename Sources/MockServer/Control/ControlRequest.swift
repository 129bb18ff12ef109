import JSON
import Lambda
import Sessions

/// A request to the control API, its path taken apart.
struct ControlRequest: Sendable {
    /// The method; a HEAD is a GET here.
    let method: String
    /// The resource's name, the first part of the path.
    let name: String
    /// What follows the resource's name, decoded.
    let path: [String]
    /// The query.
    let query: QueryString
    /// The header lines.
    let headers: HeaderFields
    /// The body.
    let body: [UInt8]
    /// Finds the session that it is about.
    let findSession: @Sendable () throws(SessionError) -> Session

    /// The path as it was asked for, without the control API's prefix.
    var place: String { ([name] + path).joined(separator: "/") }

    /// The session that it is about.
    ///
    /// - Throws: ``ControlError`` when there is none, or no room for it.
    func session() throws(ControlError) -> Session {
        let session = try asControl(findSession)
        session.touch()
        return session
    }

    /// A query parameter; `nil` where it is not there or empty.
    func parameter(_ name: String) -> String? {
        query[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A query parameter that has to be there.
    ///
    /// - Throws: ``ControlError`` where it is not there or empty.
    func required(_ name: String, example: String) throws(ControlError) -> String {
        guard let value = parameter(name) else {
            throw ControlError(400, "\(place) needs ?\(name)=...; such as ?\(name)=\(example)")
        }
        return value
    }

    /// A query parameter that is a whole number.
    ///
    /// - Throws: ``ControlError`` where it is none, or too small.
    func number(_ name: String, atLeast least: Int) throws(ControlError) -> Int? {
        guard let text = parameter(name) else { return nil }
        guard let number = Int(text), number >= least else {
            throw ControlError(400, "\(name) is not a whole number of at least \(least); use ?\(name)=20")
        }
        return number
    }

    /// The body as JSON.
    ///
    /// - Throws: ``ControlError`` where it is none.
    func json() throws(ControlError) -> JSONValue {
        do {
            return try JSONValue(parsing: body)
        } catch {
            throw ControlError(400, "the body is not JSON: \(error)")
        }
    }
}
