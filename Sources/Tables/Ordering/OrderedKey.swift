/// A compound key encoded as bytes that sort in key order, so that one byte comparison compares whole keys.
///
/// Every part is self-delimiting, so a shorter key is a prefix of the keys that extend it, and a query of one
/// partition is a range of bytes. A store on a database with binary columns can use these bytes as they are.
public struct OrderedKey: Sendable, Hashable {
    /// The encoded key.
    public private(set) var bytes: [UInt8]

    /// Creates the empty key, a prefix of every key.
    public init() {
        bytes = []
    }

    /// Creates a key from encoded bytes.
    init(encoded bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Appends a string; strings sort by their UTF-8 bytes.
    ///
    /// A NUL is escaped as two bytes, so that no text contains the terminator.
    /// - Complexity: O(*n*) in the length of the text.
    public mutating func append(_ text: String) {
        appendOpenEnded(text)
        bytes.append(0)
        bytes.append(1)
    }

    /// Appends a string prefix without a terminator: the result is a prefix of every key whose string has that
    /// prefix.
    /// - Complexity: O(*n*) in the length of the text.
    public mutating func appendOpenEnded(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            bytes.reserveCapacity(bytes.count + utf8.count + 12)
            if utf8.contains(0) {
                for byte in utf8 {
                    bytes.append(byte)
                    if byte == 0 { bytes.append(0xFF) }
                }
            } else {
                bytes.append(contentsOf: utf8)
            }
        }
    }

    /// Appends an integer as eight big-endian bytes.
    public mutating func append(_ count: UInt64) {
        withUnsafeBytes(of: count.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Appends self-delimiting bytes.
    mutating func append(encoded part: [UInt8]) {
        bytes.append(contentsOf: part)
    }

    /// The first key after all keys that have this one as a prefix; `nil` when there is none.
    public var afterPrefix: OrderedKey? {
        var successor = bytes
        while let last = successor.popLast() {
            if last < 0xFF {
                successor.append(last + 1)
                return OrderedKey(encoded: successor)
            }
        }
        return nil
    }

    /// The first key after this one.
    public var next: OrderedKey {
        OrderedKey(encoded: bytes + [0])
    }
}

extension OrderedKey: Comparable {
    /// Compares the bytes, eight at a time.
    /// - Complexity: O(*n*) in the length of the common prefix.
    public static func < (left: OrderedKey, right: OrderedKey) -> Bool {
        left.bytes.withUnsafeBytes { left in
            right.bytes.withUnsafeBytes { right in
                let shared = min(left.count, right.count)
                var offset = 0
                while offset + 8 <= shared {
                    let one = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    let other = right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    if one != other { return one.bigEndian < other.bigEndian }
                    offset += 8
                }
                while offset < shared {
                    if left[offset] != right[offset] { return left[offset] < right[offset] }
                    offset += 1
                }
                return left.count < right.count
            }
        }
    }
}
