import Lambda

/// Percent-encoding of a path's segments (RFC 3986, section 3.3); `+` is itself there.
enum PathCoding {
    /// A segment as it is sent; `.` and `..` are encoded, so that nobody takes them for steps to another folder.
    static func encode(_ segment: String) -> String {
        switch segment {
        case ".": "%2E"
        case "..": "%2E%2E"
        default: QueryString.encode(segment)
        }
    }

    /// A segment as it is meant; invalid UTF-8 becomes U+FFFD, a `%` without two hexadecimal digits is kept.
    static func decode(_ segment: Substring) -> String {
        guard segment.utf8.contains(UInt8(ascii: "%")) else { return String(segment) }
        var bytes: [UInt8] = []
        var rest = segment.utf8[...]
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2)
            if byte == UInt8(ascii: "%"), digits.count == 2,
                digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
                let value = UInt8(String(Substring(digits)), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
