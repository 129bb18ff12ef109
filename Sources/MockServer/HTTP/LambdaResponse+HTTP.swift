import HTTPTypes
import HummingbirdCore
import JSON
import Lambda
import NIOCore

extension LambdaResponse {
    /// Headers of the transport, which the server sets and not the function.
    private static let transportHeaders: Set<String> = ["connection", "content-length", "transfer-encoding"]

    /// Returns the HTTP response with exactly the function's header fields.
    ///
    /// - Parameter isHead: Whether the request is a HEAD, whose response has the length of the body but no body.
    /// - Returns: The response; 502 when the function's response is not valid HTTP.
    func response(isHead: Bool) -> Response {
        guard (200...599).contains(status) else { return LambdaResponse.badGateway.response(isHead: isHead) }
        var fields = HTTPFields()
        for field in headers.fields {
            // The date is the server's.
            guard let name = HTTPField.Name(field.name), name != .date,
                !Self.transportHeaders.contains(name.canonicalName)
            else { continue }
            fields.append(HTTPField(name: name, value: field.value))
        }
        let hasNoBody = isHead || status == 204 || status == 304
        if isHead {
            fields[.contentLength] = String(body.count)
        }
        return Response(
            status: HTTPResponse.Status(code: status),
            headers: fields,
            body: hasNoBody || body.isEmpty
                ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: body))
        )
    }

    /// Creates a JSON response that pages of any origin may read.
    static func json(_ status: Int, _ value: JSONValue, headers: HeaderFields = HeaderFields())
        -> LambdaResponse
    {
        var all = headers
        all["Content-Type"] = "application/json"
        return LambdaResponse(status: status, headers: all, body: value.serialized())
    }
}
