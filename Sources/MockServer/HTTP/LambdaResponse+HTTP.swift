import HTTPTypes
import Hummingbird
import JSON
import Lambda
import NIOCore

extension LambdaResponse {
    /// Headers that say how the bytes travel: the server's matter, not the function's.
    private static let transportHeaders: Set<String> = ["connection", "content-length", "transfer-encoding"]

    /// The answer as it goes over the wire: the function's header lines exactly, none added twice.
    ///
    /// - Parameter isHead: Whether the request was a HEAD, whose answer says how long the body would be.
    /// - Returns: The answer; 502 in the place of one that is not HTTP.
    func response(isHead: Bool) -> Response {
        guard (200...599).contains(status) else { return LambdaResponse.badGateway.response(isHead: isHead) }
        var fields = HTTPFields()
        for field in headers.fields {
            guard let name = HTTPField.Name(field.name),
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

    /// An answer with a JSON body that pages of any origin may read.
    static func json(_ status: Int, _ value: JSONValue, headers: HeaderFields = HeaderFields())
        -> LambdaResponse
    {
        var all = headers
        all["Content-Type"] = "application/json"
        return LambdaResponse(status: status, headers: all, body: value.serialized())
    }

    /// A refusal in the shape of the service's own.
    static func failure(_ status: Int, _ text: String) -> LambdaResponse {
        json(
            status,
            ["success": false, "error": .string(text)],
            headers: ["Access-Control-Allow-Origin": "*"]
        )
    }
}
