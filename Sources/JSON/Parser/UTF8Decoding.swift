/// Checks UTF-8 strictly (RFC 3629, section 4) where the place of a fault matters.
enum UTF8Decoding {
    /// The scalar that starts at a place and its length; `nil` where the bytes are not UTF-8.
    static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> (Unicode.Scalar, length: Int)?
    {
        guard place < bytes.count else { return nil }
        let first = bytes[place]
        // The range of the second byte excludes overlong forms, surrogates and what lies beyond U+10FFFF.
        let (length, second): (Int, ClosedRange<UInt8>)
        switch first {
        case 0x00...0x7F: return (Unicode.Scalar(first), 1)
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xE1...0xEC, 0xEE, 0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard length <= bytes.count - place, second.contains(bytes[place + 1]) else { return nil }
        var value = UInt32(first) & (0x7F >> UInt32(length))
        for byte in bytes[(place + 1)..<(place + length)] {
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        return Unicode.Scalar(value).map { ($0, length) }
    }

    /// The length of the sequence of a scalar beyond ASCII that starts at a place; `nil` where the bytes are not UTF-8.
    @inline(__always)
    static func length(in bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Int? {
        let first = bytes[place]
        if first >= 0xC2, first <= 0xDF, place &+ 1 < bytes.count, bytes[place &+ 1] & 0xC0 == 0x80 {
            return 2
        }
        return scalar(in: bytes, at: place)?.length
    }

    /// Returns the start of the first sequence that is not UTF-8.
    ///
    /// - Complexity: O(*n*) in the length of the range.
    static func firstFault(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
        let part = UnsafeBufferPointer(rebasing: bytes[range])
        let raw = UnsafeRawBufferPointer(part)
        var place = 0
        while place < part.count {
            let first = part[place]
            if first < 0x80 {
                let isASCII =
                    place &+ 8 <= raw.count
                    && raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                place &+= isASCII ? 8 : 1
            } else if first >= 0xC2, first <= 0xDF, place &+ 1 < part.count, part[place &+ 1] & 0xC0 == 0x80 {
                place &+= 2
            } else if let (_, length) = scalar(in: part, at: place) {
                place &+= length
            } else {
                return range.lowerBound + place
            }
        }
        return nil
    }
}
