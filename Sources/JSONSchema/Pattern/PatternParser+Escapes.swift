extension PatternParser {
    /// Parses an escape outside of a class, at its backslash.
    mutating func parseAtomEscape() throws(PatternError) -> PatternNode {
        if let reference = try parseReference() { return reference }
        return .scalar(try parseSetEscape(inClass: false).set)
    }

    /// Parses an escape of one code point or of a set of them, at its backslash.
    mutating func parseSetEscape(inClass: Bool) throws(PatternError) -> ClassMember {
        let start = offset
        offset += 1
        guard let letter = peek() else {
            throw failure("'\\' at the end escapes nothing; write '\\\\' for the character itself", at: start)
        }
        offset += 1
        switch letter {
        case "d": return .set(.digits)
        case "D": return .set(ScalarSet.digits.inverted)
        case "w": return .set(.wordCharacters)
        case "W": return .set(ScalarSet.wordCharacters.inverted)
        case "s": return .set(.whitespace)
        case "S": return .set(ScalarSet.whitespace.inverted)
        case "p": return .set(try parseProperty(start))
        case "P": return .set(try parseProperty(start).inverted)
        case "f": return .scalar(0x0C)
        case "n": return .scalar(0x0A)
        case "r": return .scalar(0x0D)
        case "t": return .scalar(0x09)
        case "v": return .scalar(0x0B)
        case "b" where inClass: return .scalar(0x08)
        case "-" where inClass: return .scalar(0x2D)
        case "c":
            guard let control = peek(), control.isASCII, control.properties.isAlphabetic else {
                throw failure("'\\c' needs a letter A to Z", at: start)
            }
            offset += 1
            return .scalar(control.value % 32)
        case "0":
            if peek()?.decimalDigit != nil {
                throw failure("octal escapes are not allowed; use \\xHH", at: start)
            }
            return .scalar(0)
        case "x":
            guard let value = parseHexadecimal(digits: 2) else {
                throw failure("'\\x' needs two hexadecimal digits", at: start)
            }
            return .scalar(value)
        case "u": return .scalar(try parseUnicodeEscape())
        case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/":
            return .scalar(letter.value)
        default:
            throw failure(
                "'\\\(letter)' is no escape of ECMA-262; write '\(letter)' for the character itself",
                at: start
            )
        }
    }

    /// Parses what follows `\u`: four digits, two such escapes that make a surrogate pair, or digits in braces.
    mutating func parseUnicodeEscape() throws(PatternError) -> UInt32 {
        let start = offset
        if take("{") {
            var value: UInt32 = 0
            var count = 0
            while let digit = peek()?.hexadecimalDigit {
                value = min(value * 16 + digit, 0x110000)
                count += 1
                offset += 1
            }
            guard count > 0, value <= 0x10FFFF, take("}") else {
                throw failure("'\\u{...}' needs hexadecimal digits up to 10FFFF", at: start)
            }
            return value
        }
        guard let value = parseHexadecimal(digits: 4) else {
            throw failure("'\\u' needs four hexadecimal digits, or braces around them", at: start)
        }
        let afterFirst = offset
        if (0xD800...0xDBFF).contains(value), take("\\u"), let low = parseHexadecimal(digits: 4),
            (0xDC00...0xDFFF).contains(low)
        {
            return 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        if (0xD800...0xDBFF).contains(value) { offset = afterFirst }
        return value
    }

    private mutating func parseHexadecimal(digits: Int) -> UInt32? {
        var value: UInt32 = 0
        for distance in 0..<digits {
            guard let digit = peek(distance)?.hexadecimalDigit else { return nil }
            value = value * 16 + digit
        }
        offset += digits
        return value
    }

    /// Parses what follows `\p`: `{Name}` or `{Name=Value}`.
    private mutating func parseProperty(_ start: Int) throws(PatternError) -> ScalarSet {
        guard take("{") else { throw failure("'\\p' needs a property such as \\p{Letter}", at: start) }
        var text = ""
        while let scalar = peek(), scalar != "}" {
            text.unicodeScalars.append(scalar)
            offset += 1
        }
        guard take("}") else { throw failure("'\\p{' is not closed; add '}'", at: start) }
        guard let set = UnicodeProperty.set(named: text) else {
            throw failure("'\(text)' is no Unicode property that is known here", at: start)
        }
        return set
    }
}
