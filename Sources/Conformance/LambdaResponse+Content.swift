import Contracts
public import Lambda

extension LambdaResponse {
    /// Whether the platform may answer with the status before the function runs, regardless of the contract.
    public var isFromPlatform: Bool { Service.platformStatuses.contains(status) }

    /// Whether responses with the status have no body (RFC 9110, sections 6.4.1 and 15).
    public var hasBodilessStatus: Bool { status < 200 || [204, 205, 304].contains(status) }

    /// The media type without parameters, in lower case; `nil` when there is not exactly one (RFC 9110, section 8.3.1).
    public var mediaType: String? {
        let values = headers.values(for: "Content-Type")
        guard values.count == 1 else { return nil }
        let type = values[0].prefix { $0 != ";" }
        let start = type.firstIndex { $0 != " " && $0 != "\t" } ?? type.endIndex
        let end = type.lastIndex { $0 != " " && $0 != "\t" }.map(type.index(after:)) ?? start
        return type[start..<end].lowercased()
    }

    /// A description of the content type.
    public var contentTypeSummary: String {
        let values = headers.values(for: "Content-Type")
        return values.isEmpty
            ? "no Content-Type" : values.map { "Content-Type: \($0)" }.joined(separator: ", ")
    }

    /// The status and the body on one line, a long body truncated.
    public var summary: String {
        let limit = 300
        let text = String(decoding: body.prefix(limit), as: UTF8.self)
        let rest = body.count > limit ? "... (\(body.count) bytes)" : ""
        return text.isEmpty ? "\(status) without a body" : "\(status) \(text)\(rest)"
    }
}
