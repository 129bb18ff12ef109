import Foundation

/// A name that a certificate of this machine can prove: a host name or an IP address.
public enum LocalName: Sendable, Hashable {
    /// A DNS name in lower case, such as `localhost`.
    case host(String)
    /// The 4 bytes of an IPv4 address, or the 16 of an IPv6 one, in network order.
    case address([UInt8])

    /// What every certificate proves: the three ways to say "this machine".
    public static let loopback: [LocalName] = [
        .host("localhost"), .address([127, 0, 0, 1]), .address([UInt8](repeating: 0, count: 15) + [1]),
    ]

    /// Reads a name as a URL's host has it, without brackets.
    public init(_ text: String) {
        if let bytes = Self.bytes(of: text, family: AF_INET, count: 4)
            ?? Self.bytes(of: text, family: AF_INET6, count: 16)
        {
            self = .address(bytes)
        } else {
            self = .host(text.lowercased())
        }
    }

    /// Whether a certificate may prove it: a name of this machine or its network, not one of the world's.
    public var isPrivate: Bool { PrivateScope.holds(self) }

    private static func bytes(of text: String, family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return bytes.withUnsafeMutableBytes { inet_pton(family, text, $0.baseAddress) } == 1 ? bytes : nil
    }
}

extension LocalName: CustomStringConvertible {
    /// The name as a URL's host has it, without brackets.
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
