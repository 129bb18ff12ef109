import JSON
import Lambda

/// An event of an HTTP request: of a Function URL, or of API Gateway.
///
/// Sources: AWS, "Invoking Lambda function URLs", "Create AWS Lambda proxy integrations for HTTP APIs", "Input format of a
/// Lambda function for proxy integration" (REST APIs).
struct HTTPEvent: Sendable, Hashable {
    /// The format of the event, which is the response's as well.
    enum Format: String, Sendable, Hashable, CaseIterable {
        /// Of REST APIs, and of HTTP APIs that ask for it.
        case version1 = "1.0"
        /// Of Function URLs and HTTP APIs.
        case version2 = "2.0"
    }

    /// The format.
    let format: Format
    /// The request.
    let request: LambdaRequest

    /// Reads an event.
    ///
    /// - Throws: ``EventError`` when it is not one of an HTTP request.
    /// - Complexity: O(*n*) in the size of the event.
    init(_ bytes: [UInt8]) throws(EventError) {
        let event: JSONValue
        do throws(JSONError) {
            event = try JSONValue(parsing: bytes)
        } catch {
            throw EventError("the event is not JSON: \(error)")
        }
        switch try Self.format(of: event) {
        case .version1:
            format = .version1
            request = try HTTPEventVersion1(event).request()
        case .version2:
            format = .version2
            request = try HTTPEventVersion2(event).request()
        }
    }

    private static func format(of event: JSONValue) throws(EventError) -> Format {
        if event["requestContext"]?["http"]?.objectValue != nil { return .version2 }
        if event["httpMethod"]?.stringValue != nil { return .version1 }
        let names = event.objectValue.map { "an object of \($0.names.sorted().prefix(8))" } ?? event.typeName
        throw EventError(
            "the event is not an HTTP request but \(names); invoke the function by its URL or by API Gateway, "
                + "with payload format 1.0 or 2.0"
        )
    }
}

extension JSONValue {
    /// The body of an event, decoded.
    ///
    /// - Throws: ``EventError`` for a body that is no text, or is not base64 where the event says that it is.
    func eventBody() throws(EventError) -> [UInt8] {
        guard let body = self["body"], !body.isNull else { return [] }
        guard let text = body.stringValue else {
            throw EventError("the event's body is a JSON \(body.typeName); it must be a text or null")
        }
        guard self["isBase64Encoded"]?.boolValue == true else { return Array(text.utf8) }
        guard let bytes = Base64.decode(text) else {
            throw EventError("the event's body is not base64, although isBase64Encoded is true")
        }
        return bytes
    }

    /// The members of an object whose values are texts; none of `null`.
    var textMembers: [(name: String, value: String)] {
        (objectValue?.members ?? []).compactMap { member in
            member.value.stringValue.map { (member.name, $0) }
        }
    }

    /// The members of an object whose values are lists of texts, one for each text; none of `null`.
    var listedMembers: [(name: String, value: String)] {
        (objectValue?.members ?? []).flatMap { member in
            (member.value.arrayValue ?? []).compactMap(\.stringValue).map { (member.name, $0) }
        }
    }
}
