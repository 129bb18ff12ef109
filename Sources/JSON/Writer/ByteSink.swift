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

    /// Makes room for more bytes.
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
        reserve(20)
        var magnitude = integer.magnitude
        if integer < 0 { append(UInt8(ascii: "-")) }
        let start = count
        repeat {
            bytes[count] = UInt8(truncatingIfNeeded: magnitude % 10) &+ 0x30
            count &+= 1
            magnitude /= 10
        } while magnitude > 0
        bytes[start..<count].reverse()
    }

    /// Appends a text with what JSON wants escaped escaped.
    mutating func append(escaping string: String) {
        var string = string
        string.withUTF8 { text in
            var start = 0
            while start < text.count {
                let end = StringScanner.plainEnd(in: text, from: start)
                append(UnsafeBufferPointer(rebasing: text[start..<end]))
                start = end
                if end < text.count {
                    append(escape: text[end])
                    start &+= 1
                }
            }
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
