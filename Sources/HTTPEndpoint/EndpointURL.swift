import Foundation

/// The validated URL of an endpoint, to which the path and query of each request are appended.
public struct EndpointURL: Sendable, Hashable {
    /// The scheme and authority, such as `https://example.com:8443`, without a slash at the end.
    let origin: String
    /// The host without brackets and the port, to recognise redirects to the same server.
    let host: String
    let port: Int
    /// Whether TLS is used.
    public var isSecure: Bool { origin.hasPrefix("https:") }
    /// The path as given, without the slash at its end.
    private let path: String
    /// Whether the path ended in a slash.
    private let endsInSlash: Bool
    /// The query as given, without the `?`.
    private let query: String

    /// Parses a URL such as `https://example.com/prefix?stage=test`.
    ///
    /// A query is kept and sent with every request, before the request's own.
    ///
    /// - Throws: ``EndpointURLError`` when the text is not an `http` or `https` URL, or has a user name.
    public init(_ text: String) throws(EndpointURLError) {
        // Foundation would percent-encode it, which changes the URL.
        guard !text.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 }) else {
            throw EndpointURLError(text: text, reason: "holds white space")
        }
        guard let url = URL(string: text), let components = URLComponents(string: text) else {
            throw EndpointURLError(text: text, reason: "is not a URL")
        }
        guard let scheme = components.scheme?.lowercased(), scheme == "http" || scheme == "https" else {
            throw EndpointURLError(text: text, reason: "does not start with http:// or https://")
        }
        guard let host = components.encodedHost, !host.isEmpty else {
            throw EndpointURLError(text: text, reason: "names no host")
        }
        guard components.user == nil, components.password == nil else {
            throw EndpointURLError(text: text, reason: "holds a user name; send credentials by a header")
        }
        let port = components.port ?? (scheme == "https" ? 443 : 80)
        guard (1...65_535).contains(port) else {
            throw EndpointURLError(text: text, reason: "has port \(port), which is not between 1 and 65535")
        }
        let path = url.path(percentEncoded: true)
        self.origin = "\(scheme)://\(host)\(components.port.map { ":\($0)" } ?? "")"
        self.host = host.lowercased().trimmingCharacters(in: Self.brackets)
        self.port = port
        self.endsInSlash = path.hasSuffix("/")
        self.path = endsInSlash ? String(path.dropLast()) : path
        self.query = components.percentEncodedQuery ?? ""
    }

    /// The brackets around an IPv6 address.
    static let brackets = CharacterSet(charactersIn: "[]")

    /// Returns the request target for a path and a query of a request: RFC 9112's origin form.
    ///
    /// The path `/` means the URL itself; another path is appended to the URL's own.
    func target(path requestPath: String, rawQuery: String) -> String {
        let joined: String
        if requestPath.isEmpty || requestPath == "/" {
            joined = path.isEmpty || endsInSlash ? path + "/" : path
        } else {
            joined = path + (requestPath.hasPrefix("/") ? requestPath : "/" + requestPath)
        }
        let queries = [query, rawQuery].filter { !$0.isEmpty }
        return queries.isEmpty ? joined : joined + "?" + queries.joined(separator: "&")
    }
}

extension EndpointURL: CustomStringConvertible {
    /// The URL for display.
    public var description: String { origin + target(path: "/", rawQuery: "") }
}

/// The reason why a text cannot be the URL of an endpoint.
public struct EndpointURLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The given text.
    public let text: String
    /// The problem.
    public let reason: String

    /// The problem and the remedy, on one line.
    public var description: String {
        // The text may be logged.
        let shown = text.replacing(/\/\/[^\/]*@/, with: "//...@").replacing(/\?.+/, with: "?...")
        return
            "the endpoint '\(shown)' \(reason); give a URL such as https://example.com/ or http://127.0.0.1:3000/"
    }
}
