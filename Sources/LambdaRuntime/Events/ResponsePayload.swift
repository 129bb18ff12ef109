import JSON
import Lambda

extension LambdaResponse {
    /// Returns the payload by which a function answers an event.
    ///
    /// A body is a text where it is UTF-8, else base64, which a REST API decodes only for media types that it is told.
    ///
    /// Sources: as of ``HTTPEvent``.
    /// - Parameter format: The format of the event.
    /// - Returns: The payload's bytes.
    /// - Complexity: O(*n*) in the size of the response.
    func payload(_ format: HTTPEvent.Format) -> [UInt8] {
        var payload: JSONObject = ["statusCode": .number(JSONNumber(status))]
        switch format {
        case .version1: addHeaderLists(to: &payload)
        case .version2: addHeaders(to: &payload)
        }
        if let text = String(validating: body, as: UTF8.self) {
            payload["body"] = .string(text)
            payload["isBase64Encoded"] = false
        } else {
            payload["body"] = .string(Base64.encode(body))
            payload["isBase64Encoded"] = true
        }
        return JSONValue.object(payload).serialized()
    }

    /// Adds header fields, repeated ones joined (RFC 9110, section 5.3), and cookies, which cannot be joined, apart.
    private func addHeaders(to payload: inout JSONObject) {
        var joined = JSONObject()
        var cookies: [JSONValue] = []
        for field in headers.fields {
            let name = field.name.lowercased()
            if name == "set-cookie" {
                cookies.append(.string(field.value))
            } else if let before = joined[name]?.stringValue {
                joined[name] = .string("\(before), \(field.value)")
            } else {
                joined[name] = .string(field.value)
            }
        }
        payload["headers"] = .object(joined)
        if !cookies.isEmpty { payload["cookies"] = .array(cookies) }
    }

    /// Adds header fields: those with one value as texts, which every gateway reads, and repeated ones as lists.
    private func addHeaderLists(to payload: inout JSONObject) {
        var values: [String: [JSONValue]] = [:]
        for field in headers.fields {
            values[field.name.lowercased(), default: []].append(.string(field.value))
        }
        var (single, lists) = (JSONObject(), JSONObject())
        for (name, values) in values.sorted(by: { $0.key < $1.key }) {
            if values.count == 1 { single[name] = values[0] } else { lists[name] = .array(values) }
        }
        payload["headers"] = .object(single)
        if !lists.isEmpty { payload["multiValueHeaders"] = .object(lists) }
    }
}
