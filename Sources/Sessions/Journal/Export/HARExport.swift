import Foundation
import Gate
public import JSON
import Lambda

/// Exports a journal as an HTTP archive, which browsers' developer tools and most HTTP tools read.
///
/// Source: HTTP Archive (HAR) 1.2.
public struct HARExport: Sendable {
    private let origin: String

    /// Creates an export.
    ///
    /// - Parameter origin: The server's origin, such as `http://localhost:3000`.
    public init(origin: String) {
        self.origin = origin.hasSuffix("/") ? String(origin.dropLast()) : origin
    }

    /// Creates an archive.
    ///
    /// - Parameter entries: The journal entries, in any order.
    /// - Returns: The archive, oldest request first.
    /// - Complexity: O(*n* log *n*) in the number of entries, and O(*n*) in the size of their bodies.
    public func archive(of entries: [JournalEntry]) -> JSONValue {
        [
            "log": [
                "version": "1.2",
                "creator": ["name": "Understudy", "version": "1"],
                "entries": .array(entries.sorted { $0.sequence < $1.sequence }.map(entry)),
            ]
        ]
    }

    private func entry(_ entry: JournalEntry) -> JSONValue {
        let milliseconds = JSONValue.number(JSONNumber(thousandthsOf: entry.milliseconds))
        return [
            "startedDateTime": .string(JournalEntry.text(of: entry.time)),
            "time": milliseconds,
            "request": request(entry),
            "response": response(entry),
            "cache": [:],
            // The mock knows only how long the response took to compute; the network's share is for the client to
            // measure.
            "timings": ["send": 0, "wait": milliseconds, "receive": 0],
            "_understudy": understudy(entry),
        ]
    }

    private func request(_ entry: JournalEntry) -> JSONValue {
        let path = entry.path.hasPrefix("/") ? entry.path : "/" + entry.path
        let query = QueryString(parsing: entry.query).parameters
        var request: JSONObject = [
            "method": .string(entry.method),
            "url": .string(origin + prefix(entry) + path + (entry.query.isEmpty ? "" : "?" + entry.query)),
            "httpVersion": "unknown",
            "cookies": .array(cookies(entry.requestHeaders)),
            "headers": headers(entry.requestHeaders),
            "queryString": .array(query.map { ["name": .string($0.name), "value": .string($0.value)] }),
            "headersSize": -1,
            "bodySize": .number(JSONNumber(entry.requestBytes)),
        ]
        if entry.requestBytes > 0 {
            let body = text(entry.requestBody, of: entry.requestBytes)
            var data: JSONObject = [
                "mimeType": .string(entry.requestHeaders["Content-Type"] ?? ""), "params": [],
                "text": .string(body.text),
            ]
            // `postData` has no encoding of its own, unlike `content`: a custom member says how to read it.
            if let encoding = body.encoding { data["_encoding"] = .string(encoding) }
            if let comment = body.comment { data["comment"] = .string(comment) }
            request["postData"] = .object(data)
        }
        return .object(request)
    }

    /// Returns the session's path prefix when nothing else in the archive names the session, as a cookie is masked.
    private func prefix(_ entry: JournalEntry) -> String {
        let request = LambdaRequest(
            method: entry.method,
            path: entry.path,
            rawQuery: entry.query,
            headers: entry.requestHeaders
        )
        return (try? SessionSelection(request))?.name == entry.session ? "" : "/s/\(entry.session)"
    }

    private func response(_ entry: JournalEntry) -> JSONValue {
        let body = text(entry.responseBody, of: entry.responseBytes)
        var content: JSONObject = [
            "size": .number(JSONNumber(entry.responseBytes)),
            "mimeType": .string(entry.responseHeaders["Content-Type"] ?? ""),
            "text": .string(body.text),
        ]
        if let encoding = body.encoding { content["encoding"] = .string(encoding) }
        if let comment = body.comment { content["comment"] = .string(comment) }
        return [
            "status": .number(JSONNumber(entry.status)),
            "statusText": "",
            "httpVersion": "unknown",
            "cookies": [],
            "headers": headers(entry.responseHeaders),
            "content": .object(content),
            "redirectURL": .string(entry.responseHeaders["Location"] ?? ""),
            "headersSize": -1,
            "bodySize": .number(JSONNumber(entry.responseBytes)),
        ]
    }

    /// Returns the gate's report, in the same shape as the journal resource.
    private func understudy(_ entry: JournalEntry) -> JSONValue {
        let shown = ["sequence", "session", "action", "form", "refusal", "warnings", "advice", "violations"]
        let more = ["faults", "tables", "capacity"]
        let members = entry.json.objectValue?.members ?? []
        return .object(JSONObject(members.filter { (shown + more).contains($0.name) }))
    }

    private func headers(_ headers: HeaderFields) -> JSONValue {
        .array(headers.fields.map { ["name": .string($0.name), "value": .string($0.value)] })
    }

    /// Cookies are credentials: the archive only shows that there are some.
    private func cookies(_ headers: HeaderFields) -> [JSONValue] {
        headers.values(for: "Cookie").map { _ in ["name": "cookies", "value": .string(JournalRedaction.mask)]
        }
    }

    private func text(_ kept: [UInt8], of size: Int) -> (text: String, encoding: String?, comment: String?) {
        let comment = kept.count < size ? "truncated: the first \(kept.count) of \(size) bytes are kept" : nil
        let shown = JournalRedaction.mask(body: kept)
        if let text = String(validating: whole(shown, isCut: comment != nil), as: UTF8.self) {
            return (text, nil, comment)
        }
        return (Data(shown).base64EncodedString(), "base64", comment)
    }

    /// Returns the bytes up to the last complete character of a truncated body.
    private func whole(_ bytes: [UInt8], isCut: Bool) -> [UInt8] {
        guard isCut else { return bytes }
        // A character has at most four bytes, all but the first of which are 10xxxxxx.
        for dropped in 0...min(3, bytes.count) {
            let start = Array(bytes.dropLast(dropped))
            if String(validating: start, as: UTF8.self) != nil { return start }
        }
        return bytes
    }
}
