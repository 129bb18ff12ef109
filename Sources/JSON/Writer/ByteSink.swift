/// Bytes that are being written, in memory that grows by doubling.
struct ByteSink: ~Copyable {
    private var bytes: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    init() {
        bytes = .allocate(capacity: 512)
    }

    deinit {
        bytes.deallocate()
    }

    /// Appends what was written to an array.
    func append(to array: inout [UInt8]) {
        array.append(contentsOf: bytes[..<count])
    }

    /// Reserves space for more bytes.
    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if more > bytes.count &- count { grow(more) }
    }

    private mutating func grow(_ more: Int) {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(bytes.count * 2, count + more))
        _ = larger.update(fromContentsOf: bytes[..<count])
        bytes.deallocate()
        bytes = larger
    }

    /// Appends one byte.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        bytes[count] = byte
        count &+= 1
    }

    /// Appends a literal.
    mutating func append(_ literal: StaticString) {
        append(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    private mutating func append(_ more: UnsafeBufferPointer<UInt8>) {
        reserve(more.count)
        _ = bytes[count...].update(fromContentsOf: more)
        count &+= more.count
    }

    /// Appends a text as it is.
    mutating func append(string: String) {
        var string = string
        string.withUTF8 { append($0) }
    }

    /// Appends an integer's digits.
    mutating func append(integer: Int) {
        if integer < 0 { append(UInt8(ascii: "-")) }
        append(integer.magnitude, length: Self.digitCount(integer.magnitude))
    }

    /// Appends `significand` / 10^`places` with exactly that many digits after the point.
    mutating func append(significand: Int, places: Int) {
        if significand < 0 { append(UInt8(ascii: "-")) }
        let (whole, fraction) = significand.magnitude.quotientAndRemainder(
            dividingBy: UInt(PowerOfTen.int(places))
        )
        append(whole, length: Self.digitCount(whole))
        append(UInt8(ascii: "."))
        append(fraction, length: places)
    }

    /// Appends the last digits of a number, filled up with zeros in front.
    private mutating func append(_ magnitude: UInt, length: Int) {
        reserve(length)
        var magnitude = magnitude
        var place = count &+ length
        count = place
        for _ in 0..<length {
            place &-= 1
            bytes[place] = UInt8(truncatingIfNeeded: magnitude % 10) &+ 0x30
            magnitude /= 10
        }
    }

    private static func digitCount(_ magnitude: UInt) -> Int {
        var count = 1
        var rest = magnitude
        while rest >= 10_000 {
            rest /= 10_000
            count &+= 4
        }
        return count &+ (rest >= 1_000 ? 3 : rest >= 100 ? 2 : rest >= 10 ? 1 : 0)
    }

    /// Appends a text in quotes, with what JSON wants escaped escaped.
    mutating func append(quoting string: String) {
        append(UInt8(ascii: "\""))
        if string.utf8.withContiguousStorageIfAvailable({ append(escaping: $0) }) == nil {
            var string = string
            string.withUTF8 { append(escaping: $0) }
        }
        append(UInt8(ascii: "\""))
    }

    /// Copies eight bytes at a time while searching for characters to escape.
    private mutating func append(escaping text: UnsafeBufferPointer<UInt8>) {
        let raw = UnsafeRawBufferPointer(text)
        reserve(raw.count)
        var index = 0
        while index &+ 8 <= raw.count {
            reserve(8)
            let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            UnsafeMutableRawBufferPointer(bytes).storeBytes(of: word, toByteOffset: count, as: UInt64.self)
            let special = StringScanner.specialBits(UInt64(littleEndian: word))
            guard special != 0 else {
                index &+= 8
                count &+= 8
                continue
            }
            let plain = special.trailingZeroBitCount &>> 3
            index &+= plain
            count &+= plain
            append(escape: raw[index])
            index &+= 1
        }
        while index < raw.count {
            let byte = raw[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                append(escape: byte)
            } else {
                append(byte)
            }
            index &+= 1
        }
    }

    private mutating func append(escape byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: append(UInt8(ascii: "b"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0C: append(UInt8(ascii: "f"))
        case 0x0D: append(UInt8(ascii: "r"))
        case ..<0x20:
            append(byte < 0x10 ? "u000" : "u001")
            let digit = byte & 0x0F
            append(digit < 10 ? digit &+ UInt8(ascii: "0") : digit &- 10 &+ UInt8(ascii: "a"))
        default: append(byte)
        }
    }
}
