import Foundation
import HTTPEndpoint
import Lambda

/// The endpoint that is tested, and whether it is on this machine.
struct VerifyTarget {
    /// Its address.
    let url: EndpointURL
    /// Whether only this machine can be meant, so that nobody else sees what is written.
    let isLoopback: Bool

    /// Reads an address.
    ///
    /// - Throws: ``CommandLineError`` when it is none.
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

    /// Whether a host is `localhost` (RFC 6761, section 6.3) or an address of the loopback networks.
    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}

/// A header line as it is written on the command line: `Name: value`.
struct HeaderLine {
    /// The line in parts.
    let field: HeaderField

    /// Reads a line; `nil` when it has no name, or holds what no header may (RFC 9110, section 5).
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
