import Foundation

/// A name in a certificate of this machine: a host name or an IP address.
public enum LocalName: Sendable, Hashable {
    /// A DNS name in lower case, such as `localhost`.
    case host(String)
    /// The 4 bytes of an IPv4 address, or the 16 of an IPv6 one, in network order.
    case address([UInt8])

    /// The loopback names, which every certificate contains.
    public static let loopback: [LocalName] = [
        .host("localhost"), .address([127, 0, 0, 1]), .address([UInt8](repeating: 0, count: 15) + [1]),
    ]

    /// Parses a host as in a URL, without brackets.
    public init(_ text: String) {
        if let bytes = Self.bytes(of: text, family: AF_INET, count: 4)
            ?? Self.bytes(of: text, family: AF_INET6, count: 16)
        {
            self = .address(bytes)
        } else {
            self = .host(text.lowercased())
        }
    }

    /// Whether the authority may certify the name: a name of this machine or its network, not a public one.
    public var isPrivate: Bool { AuthorityNameConstraints.permits(self) }

    private static func bytes(of text: String, family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return bytes.withUnsafeMutableBytes { inet_pton(family, text, $0.baseAddress) } == 1 ? bytes : nil
    }
}

extension LocalName: CustomStringConvertible {
    /// The host as in a URL, without brackets.
    public var description: String {
        guard case .address(let bytes) = self else {
            if case .host(let name) = self { return name }
            return ""
        }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        _ = bytes.withUnsafeBytes { inet_ntop(family, $0.baseAddress, &text, socklen_t(text.count)) }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
