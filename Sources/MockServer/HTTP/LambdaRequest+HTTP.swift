import HTTPTypes
import Lambda

extension LambdaRequest {
    /// Creates the request that a Function URL passes on: path and query are kept as sent.
    init(_ head: HTTPRequest, body: [UInt8]) {
        let target = head.path ?? "/"
        var headers = HeaderFields()
        if let authority = head.authority { headers.append("Host", authority) }
        for field in head.headerFields { headers.append(field.name.rawName, field.value) }
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        self.init(
            method: head.method.rawValue,
            path: String(target[..<(mark ?? target.endIndex)]),
            rawQuery: mark.map { String(target[target.utf8.index(after: $0)...]) } ?? "",
            headers: headers,
            body: body
        )
    }
}
