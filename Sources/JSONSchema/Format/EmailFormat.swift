/// `email` (RFC 5321, section 4.1.2, Mailbox) and `idn-email` (RFC 6531, section 3.3).
enum EmailFormat {
    static func isEmail(_ text: String) -> Bool {
        isMailbox(text, isInternational: false)
    }

    static func isInternationalEmail(_ text: String) -> Bool {
        isMailbox(text, isInternational: true)
    }

    private static func isMailbox(_ text: String, isInternational: Bool) -> Bool {
        var scanner = FormatScanner(text)
        let isLocalPart =
            scanner.peek() == UInt8(ascii: "\"")
            ? takeQuotedString(&scanner, isInternational) : takeDotString(&scanner, isInternational)
        // RFC 5321, section 4.5.3.1.1.
        guard isLocalPart, scanner.index <= 64, scanner.take("@") else { return false }
        let domain = scanner.elements[scanner.index...]
        if domain.first == UInt8(ascii: "["), domain.last == UInt8(ascii: "]") {
            return isAddressLiteral(domain.dropFirst().dropLast())
        }
        let name = String(decoding: domain, as: UTF8.self)
        return isInternational
            ? HostnameFormat.isInternationalHostname(name) : HostnameFormat.isHostname(name)
    }

    private static func takeDotString(_ scanner: inout FormatScanner<[UInt8]>, _ isInternational: Bool)
        -> Bool
    {
        repeat {
            guard scanner.takeAll(where: { isAtomCharacter($0) || isInternational && $0 >= 0x80 }) > 0
            else { return false }
        } while scanner.take(".")
        return true
    }

    /// `atext` of RFC 5322.
    private static func isAtomCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E: true
        default: byte.isLetter || byte.isDigit
        }
    }

    private static func takeQuotedString(_ scanner: inout FormatScanner<[UInt8]>, _ isInternational: Bool)
        -> Bool
    {
        scanner.index += 1
        while let byte = scanner.peek() {
            scanner.index += 1
            switch byte {
            case UInt8(ascii: "\""): return true
            case UInt8(ascii: "\\"):
                guard let escaped = scanner.peek(), (0x20...0x7E).contains(escaped) else { return false }
                scanner.index += 1
            case 0x20...0x7E: break
            case 0x80...: guard isInternational else { return false }
            default: return false
            }
        }
        return false
    }

    /// The text between the brackets of a domain such as `[127.0.0.1]`.
    private static func isAddressLiteral(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else {
            return IPAddressFormat.isVersion4(bytes)
        }
        let content = bytes[(colon + 1)...]
        let tag = String(decoding: bytes[..<colon], as: UTF8.self)
        if tag.lowercased() == "ipv6" { return IPAddressFormat.isVersion6(content) }
        let isTag = HostnameFormat.isPlainLabel(Array(bytes[..<colon]))
        return isTag && !content.isEmpty
            && content.allSatisfy { (0x21...0x5A).contains($0) || (0x5E...0x7E).contains($0) }
    }
}
