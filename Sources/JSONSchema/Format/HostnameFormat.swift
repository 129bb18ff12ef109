/// `hostname` (RFC 1123, section 2.1, with A-labels by RFC 5891) and `idn-hostname` (RFC 5890, section 2.3.2.3).
enum HostnameFormat {
    /// RFC 1034, section 3.1, less the root's byte.
    private static let maximumLength = 253
    private static let maximumLabelLength = 63

    static func isHostname(_ text: String) -> Bool {
        isName(text, isInternational: false) { $0 == "." }
    }

    static func isInternationalHostname(_ text: String) -> Bool {
        // RFC 3490, section 3.1, lists what users may type for a full stop.
        isName(text, isInternational: true) {
            $0 == "." || $0 == "\u{3002}" || $0 == "\u{FF0E}" || $0 == "\u{FF61}"
        }
    }

    private static func isName(
        _ text: String,
        isInternational: Bool,
        isSeparator: (Unicode.Scalar) -> Bool
    ) -> Bool {
        let parts = text.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: isSeparator)
        var labels: [[Unicode.Scalar]] = []
        var length = parts.count - 1
        for part in parts {
            guard let (label, encodedLength) = label(Array(part), isInternational: isInternational) else {
                return false
            }
            labels.append(label)
            length += encodedLength
        }
        return length <= maximumLength && BidiRule.holds(forName: labels)
    }

    /// Returns a label's decoded form and the length of its encoded form, or nil when it is not valid.
    private static func label(
        _ scalars: [Unicode.Scalar],
        isInternational: Bool
    ) -> (scalars: [Unicode.Scalar], encodedLength: Int)? {
        guard scalars.allSatisfy(\.isASCII) else {
            guard isInternational, InternationalLabel.isValid(scalars),
                let encoded = Punycode.encode(scalars),
                encoded.count + 4 <= maximumLabelLength
            else { return nil }
            return (scalars, encoded.count + 4)
        }
        let bytes = scalars.map { UInt8(truncatingIfNeeded: $0.value) }
        guard bytes.count <= maximumLabelLength, isPlainLabel(bytes) else { return nil }
        guard bytes.count >= 4, String(decoding: bytes.prefix(4), as: UTF8.self).lowercased() == "xn--" else {
            return (scalars, bytes.count)
        }
        // An A-label must decode to a U-label that encodes to the same again.
        let encoded = bytes.dropFirst(4).map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
        guard let decoded = Punycode.decode(encoded), !decoded.allSatisfy(\.isASCII),
            InternationalLabel.isValid(decoded), Punycode.encode(decoded) == encoded
        else { return nil }
        return (decoded, bytes.count)
    }

    /// Whether bytes are letters, digits and inner hyphens.
    static func isPlainLabel(_ bytes: [UInt8]) -> Bool {
        let hyphen = UInt8(ascii: "-")
        guard let first = bytes.first, let last = bytes.last, first != hyphen, last != hyphen else {
            return false
        }
        return bytes.allSatisfy { $0.isLetter || $0.isDigit || $0 == hyphen }
    }
}
