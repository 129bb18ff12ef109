import JSON
import Lambda

/// An event of a Function URL, or of an HTTP API.
///
/// Repeated header fields come joined by commas, cookies apart, and path and query as sent.
struct HTTPEventVersion2: Sendable {
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
        guard let method = context["http"]?["method"]?.stringValue, !method.isEmpty else {
            throw EventError("the event has no requestContext.http.method; send one of payload format 2.0")
        }
        return LambdaRequest(
            method: method.uppercased(),
            path: path,
            rawQuery: rawQuery,
            headers: headers,
            body: try event.eventBody()
        )
    }

    private var path: String {
        let raw = event["rawPath"]?.stringValue ?? context["http"]?["path"]?.stringValue ?? "/"
        let stage = context["stage"]?.stringValue
        return EventPath.encoded(
            EventPath.withoutStage(raw, stage, domain: context["domainName"]?.stringValue)
        )
    }

    private var rawQuery: String {
        if let raw = event["rawQueryString"]?.stringValue { return raw }
        let members = event["queryStringParameters"]?.textMembers ?? []
        return QueryString(members.map { QueryString.Parameter($0.name, $0.value) }).encoded
    }

    private var headers: HeaderFields {
        var headers = HeaderFields(
            (event["headers"]?.textMembers ?? []).map { HeaderField($0.name, $0.value) }
        )
        let cookies = (event["cookies"]?.arrayValue ?? []).compactMap(\.stringValue)
        // Where a gateway has both, the list is what was sent.
        if !cookies.isEmpty { headers["Cookie"] = cookies.joined(separator: "; ") }
        return headers
    }
}
