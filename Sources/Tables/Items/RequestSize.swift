import JSON

/// Measures what values take in a request, which is JSON.
///
/// The sum over a transaction is more than what it stores: a control character is one byte of an item and six of a
/// request, and an item that was read is sent as a condition. DynamoDB counts items, emulators of it count requests.
enum RequestSize {
    /// Returns the most bytes that an item takes: its values with their types, in JSON that is written in ASCII.
    ///
    /// - Complexity: O(*n*) in the item's bytes.
    static func measure(_ item: Item) -> Int {
        item.reduce(into: 0) { $0 += measure($1.name) + measure($1.value) + separators }
    }

    /// Braces, colon, comma and type of a value, with spaces between them.
    private static let separators = 16

    private static func measure(_ value: JSONValue) -> Int {
        switch value {
        case .null, .bool: separators
        case .number(let number): separators + number.text.utf8.count
        case .string(let text): separators + measure(text)
        case .array(let elements): elements.reduce(into: separators) { $0 += measure($1) }
        case .object(let object): separators + measure(object)
        }
    }

    private static func measure(_ text: String) -> Int {
        text.utf8.reduce(into: 2) { bytes, byte in
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += 2
            case 0x20..<0x7F: bytes += 1
            // An escape has six bytes. Two to four bytes of UTF-8 are one or two escapes.
            case 0x80...: bytes += 3
            default: bytes += 6
            }
        }
    }
}
