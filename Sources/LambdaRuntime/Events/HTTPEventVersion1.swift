import JSON
import Lambda

/// An event of a REST API, or of an HTTP API with the same payload format.
///
/// Repeated header fields and parameters come as lists, and parameters decoded.
struct HTTPEventVersion1: Sendable {
    private let event: JSONValue
    private let context: JSONValue

    init(_ event: JSONValue) {
        self.event = event
        context = event["requestContext"] ?? .null
    }

    /// Returns the request.
    ///
    /// - Throws: ``EventError`` for an event without a method, and for a broken body.
    func request() throws(EventError) -> LambdaRequest {
        guard let method = event["httpMethod"]?.stringValue, !method.isEmpty else {
            throw EventError("the event has no httpMethod; send one of payload format 1.0")
        }
        let parameters = members("multiValueQueryStringParameters", "queryStringParameters")
        let headers = members("multiValueHeaders", "headers")
        return LambdaRequest(
            method: method.uppercased(),
            path: path,
            rawQuery: QueryString(parameters.map { QueryString.Parameter($0.name, $0.value) }).encoded,
            headers: HeaderFields(headers.map { HeaderField($0.name, $0.value) }),
            body: try event.eventBody()
        )
    }

    /// The path: that of a REST API never has the stage, which only its context's path has; that of an HTTP API may.
    private var path: String {
        let path = event["path"]?.stringValue ?? "/"
        let stage = context["stage"]?.stringValue
        let isWithStage = context["path"]?.stringValue.map { $0.utf8.elementsEqual(path.utf8) } ?? false
        let domain = context["domainName"]?.stringValue
        return EventPath.encoded(isWithStage ? EventPath.withoutStage(path, stage, domain: domain) : path)
    }

    /// The members of the list of lists where there is one, else those of the object of texts.
    private func members(_ lists: String, _ texts: String) -> [(name: String, value: String)] {
        let listed = event[lists]?.listedMembers ?? []
        return listed.isEmpty ? event[texts]?.textMembers ?? [] : listed
    }
}
