/// A string that is compared, ordered and hashed by its UTF-8 bytes.
///
/// Swift's own `String` takes canonically equal texts for equal, as `"é"` composed and decomposed. Names of members, ids
/// and keys must not: use this type where they are keys of a dictionary or elements of a set.
public struct ExactString: Sendable, Hashable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible
{
    /// The text.
    public let string: String

    /// Wraps a text.
    public init(_ string: String) {
        self.string = string
    }

    /// Wraps a literal.
    public init(stringLiteral value: String) {
        self.string = value
    }

    /// The text itself.
    public var description: String { string }

    /// Whether both hold the same bytes.
    public static func == (left: ExactString, right: ExactString) -> Bool {
        left.string.hasSameBytes(as: right.string)
    }

    /// Whether the bytes of one come before those of the other; this is also the order of the Unicode scalars.
    public static func < (left: ExactString, right: ExactString) -> Bool {
        left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
    }

    /// Feeds the bytes to the hasher.
    public func hash(into hasher: inout Hasher) {
        string.hashBytes(into: &hasher)
    }
}

extension String {
    /// Whether both texts are made of the same UTF-8 bytes.
    package func hasSameBytes(as other: String) -> Bool {
        let left = utf8
        let right = other.utf8
        guard left.count == right.count else { return false }
        let same = left.withContiguousStorageIfAvailable { left in
            right.withContiguousStorageIfAvailable { right in
                UnsafeRawBufferPointer(left).hasSameBytes(as: UnsafeRawBufferPointer(right))
            }
        }
        return (same ?? nil) ?? left.elementsEqual(right)
    }

    /// Whether the text is made of these UTF-8 bytes.
    func hasSameBytes(as bytes: UnsafeRawBufferPointer) -> Bool {
        let same = utf8.withContiguousStorageIfAvailable {
            UnsafeRawBufferPointer($0).hasSameBytes(as: bytes)
        }
        return same ?? utf8.elementsEqual(bytes)
    }

    /// Feeds the UTF-8 bytes to a hasher, with an end mark.
    func hashBytes(into hasher: inout Hasher) {
        let fed: Void? = utf8.withContiguousStorageIfAvailable { bytes in
            hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        }
        if fed == nil {
            Array(utf8).withUnsafeBytes { hasher.combine(bytes: $0) }
        }
        // A byte that UTF-8 never holds, so that neighbours cannot run into each other.
        hasher.combine(0xFF as UInt8)
    }
}

extension UnsafeRawBufferPointer {
    /// Whether both buffers hold the same bytes, compared eight at a time.
    func hasSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        var index = 0
        while index &+ 8 <= count {
            let left = loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let right = other.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            if left != right { return false }
            index &+= 8
        }
        while index < count {
            if self[index] != other[index] { return false }
            index &+= 1
        }
        return true
    }
}
