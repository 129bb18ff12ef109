extension String {
    /// The text with `%XX` decoded, or nil where a `%` is not followed by two hexadecimal digits or the bytes are not UTF-8.
    var percentDecoded: String? {
        guard utf8.contains(0x25) else { return self }
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == 0x25 else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.hexadecimalValue, let low = rest.popFirst()?.hexadecimalValue
            else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// The text encoded for a URI's fragment (RFC 3986, section 3.5): what is not allowed there becomes `%XX`.
    var fragmentEncoded: String {
        guard !utf8.allSatisfy(\.isFragmentCharacter) else { return self }
        var text = ""
        for byte in utf8 {
            if byte.isFragmentCharacter {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return text
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    fileprivate var hexadecimalValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }

    /// Whether the byte is allowed in a fragment: a `pchar`, `/` or `?` (RFC 3986, appendix A).
    fileprivate var isFragmentCharacter: Bool {
        if isASCIILetter || (0x30...0x39).contains(self) { return true }
        return "-._~!$&'()*+,;=:@/?".utf8.contains(self)
    }
}
