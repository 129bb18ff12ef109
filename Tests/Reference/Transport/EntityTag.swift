import Lambda

/// Entity tags, so that polling clients get a 304 when nothing has changed.
///
/// Source: RFC 9110, sections 8.8.3 and 13.1.2.
enum EntityTag {
    /// Adds the body's tag, or replaces the response by a 304 when the client has the body already.
    static func apply(to response: LambdaResponse, asked headers: HeaderFields) -> LambdaResponse {
        let tag = tag(of: response.body)
        var response = response
        if headers.values(for: "If-None-Match").contains(where: { matches($0, tag) }) {
            response = LambdaResponse(status: 304)
        }
        response.headers["ETag"] = tag
        // A browser's cache may store the response but has to revalidate it each time.
        response.headers["Cache-Control"] = "private, no-cache"
        return response
    }

    /// Whether a field value, `*` or a list of tags, matches the tag by the weak comparison.
    private static func matches(_ field: String, _ tag: String) -> Bool {
        field.utf8.split(separator: UInt8(ascii: ",")).contains { part in
            var candidate = part.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            while let last = candidate.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") {
                candidate.removeLast()
            }
            if candidate.starts(with: "W/".utf8) { candidate.removeFirst(2) }
            return candidate.elementsEqual("*".utf8) || candidate.elementsEqual(tag.utf8)
        }
    }

    /// Returns a tag of a 128-bit hash: equal bytes have equal tags on every machine and in every process.
    /// - Complexity: O(*n*) in the number of bytes, eight at a time.
    static func tag(of body: [UInt8]) -> String {
        var first: UInt64 = 0x243F_6A88_85A3_08D3
        var second: UInt64 = 0x1319_8A2E_0370_7344 ^ UInt64(body.count)
        body.withUnsafeBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                var word: UInt64 = 0
                if offset + 8 <= bytes.count {
                    word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                } else {
                    for (place, byte) in bytes[offset...].enumerated() {
                        word |= UInt64(byte) << UInt64(place * 8)
                    }
                }
                first = mix(first ^ word, 0x9E37_79B9_7F4A_7C15)
                second = mix(second &+ word, 0xD6E8_FEB8_6659_FD93)
                offset += 8
            }
        }
        first = mix(first ^ second, 0xA076_1D64_78BD_642F)
        second = mix(second &+ first, 0xE703_7ED1_A0B4_28DB)
        return "\"\(hexadecimal(first))\(hexadecimal(second))\""
    }

    /// Multiplies to 128 bits and folds, so that every bit affects every other; the rotation avoids the fixed point
    /// zero.
    private static func mix(_ value: UInt64, _ multiplier: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: multiplier)
        return product.high ^ product.low ^ (value << 23 | value >> 41)
    }

    private static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}
