/// A text's length with its first and last bytes: all of a text of no more than sixteen bytes.
///
/// Its hash is not seeded. That is safe where only schemas fill a table: an instance can do no worse than be compared with every text.
struct TextKey: Equatable {
    let count: Int
    private let first: UInt64
    private let last: UInt64

    init(_ text: String) {
        let key = text.utf8.withContiguousStorageIfAvailable { TextKey(UnsafeRawBufferPointer($0)) }
        self = key ?? Array(text.utf8).withUnsafeBytes { TextKey($0) }
    }

    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer) {
        count = bytes.count
        if count >= 8 {
            first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            last = bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        } else if count >= 4 {
            first = UInt64(bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            last = UInt64(bytes.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
        } else if count > 0 {
            first = UInt64(bytes[0])
            last = UInt64(bytes[count &>> 1]) &<< 8 | UInt64(bytes[count &- 1])
        } else {
            (first, last) = (0, 0)
        }
    }

    /// Whether it holds all of the text.
    @inline(__always)
    var isWhole: Bool { count <= 16 }

    @inline(__always)
    static func == (left: TextKey, right: TextKey) -> Bool {
        (left.first ^ right.first) | (left.last ^ right.last)
            | UInt64(bitPattern: Int64(left.count ^ right.count)) == 0
    }

    @inline(__always)
    var hash: Int {
        let mixed = (first ^ (last &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(count)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed ^ (mixed &>> 32))
    }
}
