import Foundation

/// The origin of an HTTP service, such as `https://dynamodb.eu-central-1.amazonaws.com`.
public struct ServiceEndpoint: Sendable, Hashable {
    /// Scheme, host and port.
    public let origin: String
    /// The host, with its port where that is not the scheme's own: the value of the `Host` header.
    public let host: String

    /// Reads an origin, with or without a slash at its end; `nil` for other URLs.
    public init?(_ text: String) {
        var text = text[...]
        if text.hasSuffix("/") { text = text.dropLast() }
        let standardPorts = ["http": ":80", "https": ":443"]
        guard let end = text.range(of: "://"), let port = standardPorts[text[..<end.lowerBound].lowercased()]
        else {
            return nil
        }
        var host = text[end.upperBound...]
        guard !host.isEmpty, !host.contains(where: { "/?#@ ".contains($0) }) else { return nil }
        if host.hasSuffix(port) { host = host.dropLast(port.count) }
        origin = text[..<end.upperBound].lowercased() + host
        self.host = String(host)
    }

    /// Creates the endpoint of DynamoDB in a region.
    public init(region: String) {
        host = "dynamodb.\(region).amazonaws.com" + (region.hasPrefix("cn-") ? ".cn" : "")
        origin = "https://\(host)"
    }

    /// Whether it is on this machine.
    var isLocal: Bool {
        ["localhost", "127.0.0.1", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") }
    }
}
