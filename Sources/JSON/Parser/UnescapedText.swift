/// The bytes of a string with its escapes replaced by what they stand for; its memory is used for one string after the other.
struct UnescapedText: ~Copyable {
    private var bytes = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    private var count = 0
    /// A high bit is set where a byte beyond ASCII was appended.
    private var seen: UInt64 = 0

    init() {}

    deinit {
        bytes.deallocate()
    }

    /// Reads the rest of a string that has escapes.
    ///
    /// - Parameters:
    ///   - text: The whole.
    ///   - start: The place behind the opening quote.
    ///   - end: The place up to which no byte is special.
    ///   - isASCII: Whether all up to there is ASCII.
    /// - Returns: The string and the place of its closing quote; `nil` where it is faulty.
    /// - Complexity: O(*n*) in the length of the string; eight bytes at a time.
    mutating func read(
        _ text: UnsafeBufferPointer<UInt8>,
        from start: Int,
        plainUntil end: Int,
        isASCII: Bool
    ) -> (string: String, end: Int)? {
        let raw = UnsafeRawBufferPointer(text)
        count = 0
        seen = isASCII ? 0 : 0x80
        reserve(end &- start)
        bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: raw[start..<end]))
        count = end &- start
        var index = end
        while index < raw.count {
            reserve(0)
            if index &+ 8 <= raw.count {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                bytes.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
                let special = StringScanner.specialBits(word)
                let plain = special.trailingZeroBitCount &>> 3
                index &+= plain
                count &+= plain
                seen |= StringScanner.plainBytes(of: word, before: special)
                if plain == 8 { continue }
            }
            switch raw[index] {
            case UInt8(ascii: "\""):
                let whole = UnsafeRawBufferPointer(rebasing: bytes[..<count]).assumingMemoryBound(
                    to: UInt8.self
                )
                return String(exactly: whole, isASCII: seen & StringScanner.highBits == 0).map { ($0, index) }
            case UInt8(ascii: "\\"):
                guard let next = appendEscape(in: text, at: index) else { return nil }
                index = next
            case 0..<0x20:
                return nil
            case let byte:
                seen |= UInt64(byte)
                append(byte)
                index &+= 1
            }
        }
        return nil
    }

    /// Appends what an escape stands for.
    ///
    /// - Returns: The place behind it; `nil` where there is no such escape.
    @inline(__always)
    private mutating func appendEscape(in text: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
        guard index &+ 1 < text.count else { return nil }
        switch text[index &+ 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): append(text[index &+ 1])
        case UInt8(ascii: "b"): append(0x08)
        case UInt8(ascii: "f"): append(0x0C)
        case UInt8(ascii: "n"): append(0x0A)
        case UInt8(ascii: "r"): append(0x0D)
        case UInt8(ascii: "t"): append(0x09)
        case UInt8(ascii: "u"):
            guard let (scalar, length) = StringScanner.escapedScalar(in: text, at: index),
                let encoded = UTF8.encode(scalar)
            else { return nil }
            for byte in encoded { append(byte) }
            if !scalar.isASCII { seen |= 0x80 }
            return index &+ length
        default: return nil
        }
        return index &+ 2
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8) {
        bytes[count] = byte
        count &+= 1
    }

    /// Makes room for so many bytes, and for what one step writes.
    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if bytes.count &- count < more &+ 16 { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: 2 * (count + more) + 256,
            alignment: 8
        )
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        bytes.deallocate()
        bytes = larger
    }
}
