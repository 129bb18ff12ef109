/// Decides who may use the control API: pages of other sites may not.
///
/// A page anywhere can make a name of its own point to 127.0.0.1 and then talk to this server as to its own
/// (DNS rebinding): its requests carry that name in `Host`. Or it can send a request across origins without
/// reading the answer: that one carries its `Origin`.
struct HostGuard: Sendable {
    /// Names besides the local ones.
    let allowedHosts: Set<String>

    /// Makes a guard that lets local names and these pass.
    init(allowedHosts: [String]) {
        self.allowedHosts = Set(allowedHosts.map { $0.lowercased() })
    }

    /// Whether a request's `Host` header, with or without port, is a local name or an allowed one; there has to be one
    /// only, for with two nobody knows which of them the sender's browser meant.
    func allows(hosts: [String]) -> Bool {
        hosts.count == 1 && hosts.allSatisfy(allows(host:))
    }

    /// Whether an `Origin` header's value, such as `http://localhost:3001`, is of a local or an allowed host.
    func allows(origin: String) -> Bool {
        let parts = origin.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)
        return parts.count == 2 && allows(host: String(parts[1]))
    }

    private func allows(host: String) -> Bool {
        guard let name = Self.name(of: host.lowercased()) else { return false }
        return Self.isLocal(name) || allowedHosts.contains(name)
    }

    /// The host without its port, and an IPv6 address without its brackets; `nil` when something else follows.
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

    /// `localhost`, a name under `.localhost` (RFC 6761), 127.0.0.0/8, and `::1`.
    private static func isLocal(_ name: String) -> Bool {
        if name == "localhost" || name.hasSuffix(".localhost") || name == "::1" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                part.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt8(part) != nil
            }
    }
}
