extension Reader {
    /// Reads a string from its opening quote to behind its closing one.
    mutating func readString(isName: Bool = false) throws(JSONError) -> String {
        let start = index &+ 1
        let (end, isASCII) = StringScanner.plainEnd(in: bytes, from: start)
        if end < bytes.count, bytes[end] == UInt8(ascii: "\"") {
            let plain = UnsafeBufferPointer(rebasing: bytes[start..<end])
            if let string = knownNames.sharedText(start..<end, in: bytes) {
                index = end &+ 1
                return string
            }
            if let string = String(exactly: plain, isASCII: isASCII) {
                knownNames.share(string, at: start..<end)
                index = end &+ 1
                return string
            }
        } else if let (string, end) = unescaped.read(bytes, from: start, plainUntil: end, isASCII: isASCII) {
            index = end &+ 1
            return string
        }
        return try readFaultyString(from: start, isName: isName)
    }

    /// Reads a string that is faulty, in the order of its bytes, to say where and how.
    private mutating func readFaultyString(from start: Int, isName: Bool) throws(JSONError) -> String {
        scratch.removeAll(keepingCapacity: true)
        index = start
        while true {
            let end = StringScanner.plainEnd(in: bytes, from: index).end
            if let fault = UTF8Decoding.firstFault(in: bytes, index..<end) {
                throw failure(.invalidUTF8, at: fault, pointer: pointer(inContainer: isName))
            }
            scratch.append(contentsOf: bytes[index..<end])
            index = end
            guard end < bytes.count else { throw unexpected(.closingQuote, inContainer: isName) }
            switch bytes[end] {
            case UInt8(ascii: "\""):
                index = end &+ 1
                return String(decoding: scratch, as: UTF8.self)
            case UInt8(ascii: "\\"):
                try readEscape(isName: isName)
            default:
                let control = Unicode.Scalar(bytes[end])
                throw failure(.controlCharacter(control), at: end, pointer: pointer(inContainer: isName))
            }
        }
    }

    private mutating func readEscape(isName: Bool) throws(JSONError) {
        let start = index
        index &+= 1
        guard index < bytes.count else { throw unexpected(.closingQuote, inContainer: isName) }
        let escape = bytes[index]
        index &+= 1
        switch escape {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(escape)
        case UInt8(ascii: "b"): scratch.append(0x08)
        case UInt8(ascii: "f"): scratch.append(0x0C)
        case UInt8(ascii: "n"): scratch.append(0x0A)
        case UInt8(ascii: "r"): scratch.append(0x0D)
        case UInt8(ascii: "t"): scratch.append(0x09)
        case UInt8(ascii: "u"):
            let scalar = try readEscapedScalar(from: start, isName: isName)
            scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default:
            throw failure(.invalidEscape, at: start, pointer: pointer(inContainer: isName))
        }
    }

    /// Reads the digits of a `\u` escape, and the second escape when the first is half of a surrogate pair.
    private mutating func readEscapedScalar(from start: Int, isName: Bool) throws(JSONError) -> Unicode.Scalar
    {
        let unit = try readHexadecimal(isName: isName)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard unit <= 0xDBFF, index &+ 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index &+ 1] == UInt8(ascii: "u")
        else { throw failure(.loneSurrogate, at: start, pointer: pointer(inContainer: isName)) }
        index &+= 2
        let second = try readHexadecimal(isName: isName)
        let pair = 0x10000 &+ (unit &- 0xD800) &<< 10 &+ (second &- 0xDC00)
        guard second >= 0xDC00, second <= 0xDFFF, let scalar = Unicode.Scalar(pair) else {
            throw failure(.loneSurrogate, at: start, pointer: pointer(inContainer: isName))
        }
        return scalar
    }

    private mutating func readHexadecimal(isName: Bool) throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard index < bytes.count, let digit = StringScanner.hexadecimalDigit(bytes[index]) else {
                throw unexpected(.hexadecimalDigit, inContainer: isName)
            }
            value = value &<< 4 | digit
            index &+= 1
        }
        return value
    }
}

extension String {
    /// Creates a string of bytes; `nil` where they are not UTF-8.
    ///
    /// Faster than `String(validating:as:)`, which is not specialised, and than `String(decoding:as:)`, which looks at the bytes of ASCII
    /// again and does not tell whether it has replaced some.
    @inline(__always)
    init?(exactly bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool) {
        guard #available(macOS 26, *) else {
            self.init(decoding: bytes, as: UTF8.self)
            // Where the bytes are not UTF-8, the string holds replacement characters instead of them.
            guard isASCII || hasSameBytes(as: UnsafeRawBufferPointer(bytes)) else { return nil }
            return
        }
        if isASCII {
            self.init(copying: UTF8Span(unchecked: bytes.span, isKnownASCII: true))
        } else {
            guard let span = try? UTF8Span(validating: bytes.span) else { return nil }
            self.init(copying: span)
        }
    }
}
