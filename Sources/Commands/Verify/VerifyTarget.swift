import Foundation
import HTTPEndpoint
import Lambda

/// The tested endpoint, and whether it is on this machine.
struct VerifyTarget {
    /// Its URL.
    let url: EndpointURL
    /// Whether it is on this machine for certain, so that nobody else sees what is written.
    let isLoopback: Bool

    /// Parses a URL.
    ///
    /// - Throws: ``CommandLineError`` when it is invalid.
    init(_ text: String) throws(CommandLineError) {
        do throws(EndpointURLError) {
            url = try EndpointURL(text)
        } catch {
            throw CommandLineError("\(error)", exitCode: CommandLineError.badUsage)
        }
        let host = (URLComponents(string: text)?.host ?? "").trimmingCharacters(
            in: CharacterSet(charactersIn: "[]")
        )
        isLoopback = Self.isLoopback(host.lowercased())
    }

    /// Returns whether a host is `localhost` (RFC 6761, section 6.3) or an address of the loopback networks.
    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}

/// A header as written on the command line: `Name: value`.
struct HeaderLine {
    /// The header, split into name and value.
    let field: HeaderField

    /// Parses a header; `nil` when it has no name, or characters that no header may have (RFC 9110, section 5).
    init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let name = text[..<colon]
        let value = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        let isToken = name.utf8.allSatisfy { byte in
            (0x21...0x7E).contains(byte) && !"\"(),/:;<=>?@[\\]{}".utf8.contains(byte)
        }
        guard !name.isEmpty, isToken,
            value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else {
            return nil
        }
        field = HeaderField(String(name), value)
    }
}
