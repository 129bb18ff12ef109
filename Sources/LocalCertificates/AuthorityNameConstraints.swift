/// The X.509 name constraints of the authority: names without meaning outside of this machine and its network.
///
/// They are written into the authority's certificate (RFC 5280, section 4.2.1.10), so that a browser that trusts it
/// rejects certificates for other names: a stolen key cannot impersonate a public site.
enum AuthorityNameConstraints {
    /// The permitted DNS domains, subdomains included (RFC 6761, RFC 6762, RFC 8375).
    static let domains = ["localhost", "local", "home.arpa", "test", "internal"]

    /// The permitted networks as address and mask: loopback, private use (RFC 1918, RFC 4193) and link-local (RFC
    /// 3927, RFC 4291).
    static let networks: [(address: [UInt8], mask: [UInt8])] = [
        ([127, 0, 0, 0], [255, 0, 0, 0]),
        ([10, 0, 0, 0], [255, 0, 0, 0]),
        ([172, 16, 0, 0], [255, 240, 0, 0]),
        ([192, 168, 0, 0], [255, 255, 0, 0]),
        ([169, 254, 0, 0], [255, 255, 0, 0]),
        (long([], 1), [UInt8](repeating: 255, count: 16)),
        (long([0xFC], 0), long([0xFE], 0)),
        (long([0xFE, 0x80], 0), long([0xFF, 0xC0], 0)),
    ]

    /// Whether the constraints permit the name.
    static func permits(_ name: LocalName) -> Bool {
        switch name {
        case .host(let host):
            domains.contains { host == $0 || host.hasSuffix(".\($0)") }
        case .address(let bytes):
            networks.contains { network in
                network.address.count == bytes.count
                    && zip(bytes, network.mask).map { $0 & $1 } == network.address
            }
        }
    }

    /// Returns an IPv6 address with these first bytes and this last byte.
    private static func long(_ first: [UInt8], _ last: UInt8) -> [UInt8] {
        first + [UInt8](repeating: 0, count: 15 - first.count) + [last]
    }
}
