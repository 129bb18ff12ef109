import Foundation

/// The address of an endpoint, checked once, to which the path and query of each request are joined.
public struct EndpointURL: Sendable, Hashable {
    /// The scheme and authority, such as `https://example.com:8443`, without a slash at the end.
    let origin: String
    /// The host without brackets and the port, which say whether a redirect stays here.
    let host: String
    let port: Int
    /// Whether TLS is spoken.
    public var isSecure: Bool { origin.hasPrefix("https:") }
    /// The path as it was given, without the slash at its end.
    private let path: String
    /// Whether the path ended in a slash.
    private let endsInSlash: Bool
    /// The query as it was given, without the `?`.
    private let query: String

    /// Reads an address such as `https://example.com/prefix?stage=test`.
    ///
    /// A query is kept and sent with every request, before the request's own.
    ///
    /// - Throws: ``EndpointURLError`` when the text is no `http` or `https` URL, or holds a user name.
    public init(_ text: String) throws(EndpointURLError) {
        // Foundation would percent-encode it, and another address than the one that was meant would be asked.
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

    /// What surrounds an IPv6 address.
    static let brackets = CharacterSet(charactersIn: "[]")

    /// The request target that a path and a query of a request make here: RFC 9112's origin form.
    ///
    /// The path `/` means the address itself; another path is appended to the address's own.
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
    /// The address as it is shown to people.
    public var description: String { origin + target(path: "/", rawQuery: "") }
}

/// Why a text cannot be the address of an endpoint.
public struct EndpointURLError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The text that was given.
    public let text: String
    /// What is wrong with it.
    public let reason: String

    /// What is wrong and what to give instead, on one line.
    public var description: String {
        // What is said ends up in logs.
        let shown = text.replacing(/\/\/[^\/]*@/, with: "//...@").replacing(/\?.+/, with: "?...")
        return
            "the endpoint '\(shown)' \(reason); give a URL such as https://example.com/ or http://127.0.0.1:3000/"
    }
}
