public import Lambda

/// The session of a request, and the request without the selection, which the function never sees.
///
/// The path prefix `/s/NAME/` takes precedence, so that a front end needs only another URL; then the header
/// `X-Understudy-Session`, the query parameter `_session`, the cookie `understudy-session`.
public struct SessionSelection: Sendable, Hashable {
    /// The header that selects a session.
    public static let header = "X-Understudy-Session"
    /// The query parameter that selects a session.
    public static let parameter = "_session"
    /// The cookie that selects a session.
    public static let cookie = "understudy-session"

    /// The session; ``SessionName/standard`` when the request selects none.
    public let name: SessionName
    /// The request as the function receives it.
    public let request: LambdaRequest

    /// Selects the session of a request.
    ///
    /// - Throws: ``SessionError/invalidName(_:)`` when the request contains an invalid name.
    /// - Complexity: O(*n*) in the size of the request's head.
    public init(_ request: LambdaRequest) throws(SessionError) {
        var request = request
        // All selections are removed, whichever takes precedence, so that none reaches the function.
        let named = [
            Self.takePrefix(of: &request), Self.takeHeader(of: &request), Self.takeParameter(of: &request),
            Self.takeCookie(of: &request),
        ]
        name =
            try named.lazy.compactMap(\.self).first.map { (text) throws(SessionError) in
                try SessionName(text)
            } ?? .standard
        self.request = request
    }

    private static func takePrefix(of request: inout LambdaRequest) -> String? {
        let path = request.path.drop { $0 == "/" }
        guard path.hasPrefix("s/") else { return nil }
        let rest = path.dropFirst(2)
        let name = rest.prefix { $0 != "/" }
        guard !name.isEmpty else { return nil }
        request.path = "/" + rest.dropFirst(name.count + 1)
        return String(name)
    }

    private static func takeHeader(of request: inout LambdaRequest) -> String? {
        guard let value = request.headers[header] else { return nil }
        request.headers[header] = nil
        return value.isEmpty ? nil : value
    }

    private static func takeParameter(of request: inout LambdaRequest) -> String? {
        guard mayName(request.rawQuery) else { return nil }
        var value: String?
        // The other parameters are kept byte for byte.
        let kept = request.rawQuery.split(separator: "&", omittingEmptySubsequences: false).filter { part in
            guard let found = QueryString(parsing: String(part)).parameters.first, found.name == parameter
            else { return true }
            if value == nil { value = found.value }
            return false
        }
        guard let value else { return nil }
        request.rawQuery = kept.joined(separator: "&")
        return value.isEmpty ? nil : value
    }

    /// Whether a query may name a session: a parameter begins with the name of that one.
    private static func mayName(_ query: String) -> Bool {
        var rest = query.utf8[...]
        while !rest.starts(with: parameter.utf8) {
            guard let end = rest.firstIndex(of: UInt8(ascii: "&")) else { return false }
            rest = rest[rest.index(after: end)...]
        }
        return true
    }

    private static func takeCookie(of request: inout LambdaRequest) -> String? {
        let lines = request.headers.values(for: "Cookie")
        guard lines.contains(where: { $0.contains(cookie) }) else { return nil }
        var value: String?
        var kept: [String] = []
        for pair in lines.joined(separator: "; ").split(separator: ";") {
            let pair = String(pair.drop { $0 == " " })
            guard pair.hasPrefix(cookie + "=") else {
                kept.append(pair)
                continue
            }
            if value == nil { value = String(pair.dropFirst(cookie.count + 1)) }
        }
        guard let value else { return nil }
        request.headers["Cookie"] = kept.isEmpty ? nil : kept.joined(separator: "; ")
        return value.isEmpty ? nil : value
    }
}
