import JSON

/// A stored item in one piece of memory, as the trees of a table keep it.
///
/// As values an item takes more than twice as much: each attribute its name and a place for any value, each longer text memory of its
/// own. In trees that share their nodes a copied node retains one reference for each item.
struct PackedItem: @unchecked Sendable {
    // Sendable, since nothing writes to the buffer after `init`.
    private let buffer: ManagedBuffer<Header, UInt8>

    private struct Header {
        let shape: ItemShape
        let size: Int
        let sequence: UInt64
    }

    /// The first byte of a value.
    private enum Tag: UInt8 {
        case null, no, yes, integer, shortText, text
        /// The JSON text of any other value.
        case other
    }

    /// Packs an item.
    ///
    /// - Complexity: O(*n*) in the size of the item.
    init(_ stored: StoredItem, _ shape: ItemShape) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(stored.size + 16)
        for member in stored.item { Self.append(member.value, to: &bytes) }
        let header = Header(shape: shape, size: stored.size, sequence: stored.sequence)
        buffer = ManagedBuffer.create(minimumCapacity: bytes.count) { _ in header }
        buffer.withUnsafeMutablePointerToElements { target in
            bytes.withUnsafeBufferPointer { source in
                _ = UnsafeMutableBufferPointer(start: target, count: source.count)
                    .update(fromContentsOf: source)
            }
        }
    }

    /// The item.
    ///
    /// - Complexity: O(*n*) in the size of the item, each time.
    var stored: StoredItem {
        buffer.withUnsafeMutablePointers { header, bytes in
            let header = header.pointee
            let names = header.shape.names
            var reader = Reader(next: UnsafeRawPointer(bytes))
            let members = [JSONMember](unsafeUninitializedCapacity: names.count) { members, count in
                for name in names {
                    members.initializeElement(at: count, to: JSONMember(name: name, value: reader.value()))
                    count += 1
                }
            }
            return StoredItem(
                item: JSONObject(distinct: members),
                size: header.size,
                sequence: header.sequence
            )
        }
    }

    private static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
        if case .number(let number) = value, let integer = number.plainInteger {
            bytes.append(Tag.integer.rawValue)
            return withUnsafeBytes(of: integer) { bytes.append(contentsOf: $0) }
        }
        switch value {
        case .null: bytes.append(Tag.null.rawValue)
        case .bool(let isYes): bytes.append(isYes ? Tag.yes.rawValue : Tag.no.rawValue)
        case .string(var text): text.withUTF8 { append($0, as: .text, to: &bytes) }
        case .number, .array, .object:
            value.serialized().withUnsafeBufferPointer { append($0, as: .other, to: &bytes) }
        }
    }

    /// Appends a text with its length; a short one with a length of one byte.
    private static func append(_ text: UnsafeBufferPointer<UInt8>, as tag: Tag, to bytes: inout [UInt8]) {
        if tag == .text, let length = UInt8(exactly: text.count) {
            bytes.append(Tag.shortText.rawValue)
            bytes.append(length)
        } else {
            bytes.append(tag.rawValue)
            withUnsafeBytes(of: text.count) { bytes.append(contentsOf: $0) }
        }
        bytes.append(contentsOf: text)
    }

    /// Reads values one after another.
    private struct Reader {
        var next: UnsafeRawPointer

        mutating func value() -> JSONValue {
            switch Tag(rawValue: take(UInt8.self)) {
            case .null, nil: return .null
            case .no: return false
            case .yes: return true
            case .integer: return .number(JSONNumber(take(Int.self)))
            case .shortText: return .string(text(Int(take(UInt8.self))))
            case .text: return .string(text(take(Int.self)))
            case .other:
                let count = take(Int.self)
                let text = [UInt8](UnsafeRawBufferPointer(start: next, count: count))
                next += count
                // What was written by the writer can be read.
                return (try? JSONValue(parsing: text)) ?? .null
            }
        }

        private mutating func text(_ count: Int) -> String {
            defer { next += count }
            return String(decoding: UnsafeRawBufferPointer(start: next, count: count), as: UTF8.self)
        }

        private mutating func take<Value: BitwiseCopyable>(_ type: Value.Type) -> Value {
            defer { next += MemoryLayout<Value>.size }
            return next.loadUnaligned(as: type)
        }
    }
}
