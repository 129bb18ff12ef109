/// `uri-template`: RFC 6570, section 2, any level.
enum URITemplateFormat {
    static func isValid(_ text: String) -> Bool {
        var scanner = FormatScanner(scalarsOf: text)
        while let value = scanner.peek() {
            if value == 0x7B {
                guard takeExpression(&scanner) else { return false }
            } else if isLiteral(value) {
                scanner.index += 1
            } else if !scanner.takePercentEncoded() {
                return false
            }
        }
        return true
    }

    /// Section 2.1; the apostrophe is allowed since erratum 6937.
    private static func isLiteral(_ value: UInt32) -> Bool {
        switch value {
        case 0x21, 0x23, 0x24, 0x26...0x3B, 0x3D, 0x3F...0x5B, 0x5D, 0x5F, 0x61...0x7A, 0x7E: true
        default: UnicodeRanges.isInternational(value) || UnicodeRanges.isPrivate(value)
        }
    }

    private static func takeExpression(_ scanner: inout FormatScanner<[UInt32]>) -> Bool {
        scanner.index += 1
        if let value = scanner.peek().flatMap(Unicode.Scalar.init),
            "+#./;?&=,!@|".unicodeScalars.contains(value)
        {
            scanner.index += 1
        }
        repeat {
            guard takeVariable(&scanner) else { return false }
        } while scanner.take(",")
        return scanner.take("}")
    }

    private static func takeVariable(_ scanner: inout FormatScanner<[UInt32]>) -> Bool {
        repeat {
            guard takeNameCharacter(&scanner) else { return false }
            while takeNameCharacter(&scanner) {}
        } while scanner.take(".")
        if scanner.take("*") { return true }
        guard scanner.take(":") else { return true }
        // A prefix's length: 1 to 9999.
        let isPositive = scanner.peek() != 0x30
        return isPositive && (1...4).contains(scanner.takeAll(where: \.isDigit))
    }

    private static func takeNameCharacter(_ scanner: inout FormatScanner<[UInt32]>) -> Bool {
        guard let value = scanner.peek() else { return false }
        guard value.isLetter || value.isDigit || value == 0x5F else { return scanner.takePercentEncoded() }
        scanner.index += 1
        return true
    }
}
