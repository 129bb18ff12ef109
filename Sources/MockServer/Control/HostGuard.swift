/// Decides which hosts and origins may use the control API, so that pages of other sites cannot.
///
/// A page of any site can let its own host name resolve to 127.0.0.1 and then talk to this server as same-origin (DNS
/// rebinding): such requests carry that name in `Host`. Or it can send a cross-origin request without reading the
/// response: such requests carry its `Origin`.
struct HostGuard: Sendable {
    /// The allowed host names besides the local ones.
    let allowedHosts: Set<String>

    /// Creates a guard that allows local names and these.
    init(allowedHosts: [String]) {
        self.allowedHosts = Set(allowedHosts.map { $0.lowercased() })
    }

    /// Returns whether the only `Host` header of a request, with or without port, is a local or an allowed name;
    /// several headers are rejected, because they are ambiguous.
    func allows(hosts: [String]) -> Bool {
        hosts.count == 1 && hosts.allSatisfy(allows(host:))
    }

    /// Returns whether the host of an `Origin` header, such as `http://localhost:3001`, is local or allowed.
    func allows(origin: String) -> Bool {
        let parts = origin.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && allows(host: String(parts[1]))
    }

    private func allows(host: String) -> Bool {
        guard let name = Self.name(of: host.lowercased()) else { return false }
        return Self.isLocal(name) || allowedHosts.contains(name)
    }

    /// Returns the host without its port and without the brackets of IPv6; `nil` when the text is malformed.
    private static func name(of host: String) -> String? {
        let name: Substring
        let rest: Substring
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
            name = host[..<end].dropFirst()
            rest = host[end...].dropFirst()
        } else {
            name = host.prefix { $0 != ":" }
            rest = host[name.endIndex...]
        }
        let isPort = rest.first == ":" && rest.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
        return rest.isEmpty || isPort ? String(name) : nil
    }

    /// Whether the name is `localhost`, a name under `.localhost` (RFC 6761), in 127.0.0.0/8, or `::1`.
    private static func isLocal(_ name: String) -> Bool {
        if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                part.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(part) != nil
            }
    }
}
