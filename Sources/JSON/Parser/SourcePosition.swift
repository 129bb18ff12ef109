/// A place in a text.
public struct SourcePosition: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The number of bytes before the place.
    public let offset: Int
    /// The line, counted from 1.
    ///
    /// A line ends with LF, CR LF, or a CR alone.
    public let line: Int
    /// The column, counted from 1 in Unicode scalars.
    ///
    /// A byte order mark takes no column, as editors do not show it.
    public let column: Int

    /// Creates a place from its parts.
    public init(offset: Int, line: Int, column: Int) {
        self.offset = offset
        self.line = line
        self.column = column
    }

    /// Finds line and column of an offset.
    ///
    /// - Complexity: O(*n*) in the offset.
    init(offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        let end = min(max(offset, 0), bytes.count)
        var line = 1
        var column = 1
        for index in (bytes.startsWithByteOrderMark ? min(3, end) : 0)..<end {
            switch bytes[index] {
            case 0x0A:
                line += 1
                column = 1
            case 0x0D where index + 1 < bytes.count && bytes[index + 1] == 0x0A:
                break
            case 0x0D:
                line += 1
                column = 1
            case 0x80...0xBF:
                break
            default:
                column += 1
            }
        }
        self.init(offset: offset, line: line, column: column)
    }

    /// Line and column: `3:14`.
    public var description: String { "\(line):\(column)" }

    /// Returns whether one position is before the other in the same text.
    public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        left.offset < right.offset
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether the text starts with U+FEFF in UTF-8.
    var startsWithByteOrderMark: Bool {
        count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF
    }
}
