/// `uri` and `uri-reference` (RFC 3986, appendix A), `iri` and `iri-reference` (RFC 3987, section 2.2).
enum URIFormat {
    static func isURI(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var parser = URIParser(FormatScanner(text), isInternational: false)
        return parser.takeAbsolute()
    }

    static func isURIReference(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var parser = URIParser(FormatScanner(text), isInternational: false)
        return parser.takeReference()
    }

    static func isIRI(_ text: String) -> Bool {
        var parser = URIParser(FormatScanner(scalarsOf: text), isInternational: true)
        return parser.takeAbsolute()
    }

    static func isIRIReference(_ text: String) -> Bool {
        var parser = URIParser(FormatScanner(scalarsOf: text), isInternational: true)
        return parser.takeReference()
    }
}

/// Checks one URI or IRI from left to right.
private struct URIParser<Elements: RandomAccessCollection>
where Elements.Index == Int, Elements.Element: FixedWidthInteger & UnsignedInteger {
    private var scanner: FormatScanner<Elements>
    private let isInternational: Bool

    init(_ scanner: FormatScanner<Elements>, isInternational: Bool) {
        self.scanner = scanner
        self.isInternational = isInternational
    }

    mutating func takeAbsolute() -> Bool {
        takeScheme() && takeHierarchy() && takeQueryAndFragment() && scanner.isAtEnd
    }

    mutating func takeReference() -> Bool {
        if takeScheme() { return takeHierarchy() && takeQueryAndFragment() && scanner.isAtEnd }
        scanner.index = 0
        // Without a scheme, a colon in the first segment would read as one.
        let firstSegment = scanner.elements.prefix { !Self.endsSegment($0) }
        guard !firstSegment.contains(0x3A) else { return false }
        return takeHierarchy() && takeQueryAndFragment() && scanner.isAtEnd
    }

    private static func endsSegment(_ value: Elements.Element) -> Bool {
        value == 0x2F || value == 0x3F || value == 0x23
    }

    private mutating func takeScheme() -> Bool {
        guard scanner.peek()?.isLetter == true else { return false }
        scanner.takeAll { $0.isLetter || $0.isDigit || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E }
        return scanner.take(":")
    }

    /// `hier-part` and `relative-part`: an authority, when two slashes announce one, and a path.
    private mutating func takeHierarchy() -> Bool {
        if scanner.peek() == 0x2F, scanner.peek(1) == 0x2F {
            scanner.index += 2
            guard takeAuthority() else { return false }
        }
        takeCharacters { $0 == 0x2F || $0 == 0x3A || $0 == 0x40 }
        return true
    }

    private mutating func takeAuthority() -> Bool {
        let start = scanner.index
        takeCharacters { $0 == 0x3A }
        if !scanner.take("@") { scanner.index = start }
        if scanner.take("[") {
            guard takeLiteralAddress() else { return false }
        } else {
            takeCharacters { _ in false }
        }
        if scanner.take(":") { scanner.takeAll { $0.isDigit } }
        return scanner.peek().map { Self.endsSegment($0) } ?? true
    }

    /// An IPv6 or future address, up to its closing bracket.
    private mutating func takeLiteralAddress() -> Bool {
        let start = scanner.index
        guard scanner.takeAll(where: { $0 != 0x5D && $0 < 0x80 }) > 0 else { return false }
        let address = scanner.elements[start..<scanner.index].map { UInt8(truncatingIfNeeded: $0) }
        guard scanner.take("]") else { return false }
        return IPAddressFormat.isVersion6(address[...]) || Self.isFutureAddress(address)
    }

    private static func isFutureAddress(_ address: [UInt8]) -> Bool {
        var scanner = FormatScanner(address)
        return scanner.take(anyCase: "v") && scanner.takeAll(where: \.isHexDigit) > 0 && scanner.take(".")
            && scanner.takeAll { isPlain(UInt32($0)) || $0 == 0x3A } > 0 && scanner.isAtEnd
    }

    private mutating func takeQueryAndFragment() -> Bool {
        func isExtra(_ value: UInt32) -> Bool {
            value == 0x2F || value == 0x3F || value == 0x3A || value == 0x40
        }
        if scanner.take("?") {
            let isInternational = isInternational
            takeCharacters { isExtra($0) || isInternational && UnicodeRanges.isPrivate($0) }
        }
        if scanner.take("#") { takeCharacters(isExtra) }
        return true
    }

    /// Consumes unreserved characters, sub-delimiters, percent-encoded octets, and further characters that the caller allows.
    private mutating func takeCharacters(_ isExtra: (UInt32) -> Bool) {
        while let value = scanner.peek().map({ UInt32($0) }) {
            if Self.isPlain(value) || isExtra(value)
                || isInternational && UnicodeRanges.isInternational(value)
            {
                scanner.index += 1
            } else if !scanner.takePercentEncoded() {
                return
            }
        }
    }

    /// `unreserved` and `sub-delims`.
    private static func isPlain(_ value: UInt32) -> Bool {
        switch value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x2D, 0x2E, 0x5F, 0x7E: true
        case 0x21, 0x24, 0x26...0x2C, 0x3B, 0x3D: true
        default: false
        }
    }
}

/// The code points that RFC 3987 adds to those of RFC 3986.
enum UnicodeRanges {
    /// `ucschar`.
    static func isInternational(_ value: UInt32) -> Bool {
        switch value {
        case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
        case 0x10000...0xDFFFD, 0xE1000...0xEFFFD: value & 0xFFFF <= 0xFFFD
        default: false
        }
    }

    /// `iprivate`.
    static func isPrivate(_ value: UInt32) -> Bool {
        switch value {
        case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: true
        default: false
        }
    }
}
