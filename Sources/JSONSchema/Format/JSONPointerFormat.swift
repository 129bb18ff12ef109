/// `json-pointer` (RFC 6901, section 5) and `relative-json-pointer` (draft-bhutton-relative-json-pointer-00).
enum JSONPointerFormat {
    static func isPointer(_ text: String) -> Bool {
        isPointer(Array(text.utf8)[...])
    }

    static func isRelativePointer(_ text: String) -> Bool {
        var scanner = FormatScanner(text)
        guard takeCount(&scanner) else { return false }
        if scanner.take("#") { return scanner.isAtEnd }
        // A neighbour in the same array: "0-1" is the element before.
        if scanner.take("+") || scanner.take("-") {
            guard scanner.peek() != UInt8(ascii: "0"), takeCount(&scanner) else { return false }
        }
        return isPointer(scanner.elements[scanner.index...])
    }

    private static func isPointer(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first else { return true }
        guard first == UInt8(ascii: "/") else { return false }
        // Every tilde begins "~0" or "~1".
        return bytes.indices.allSatisfy { index in
            guard bytes[index] == UInt8(ascii: "~") else { return true }
            return index + 1 < bytes.endIndex && (0x30...0x31).contains(bytes[index + 1])
        }
    }

    /// Consumes an integer without leading zeros.
    private static func takeCount(_ scanner: inout FormatScanner<[UInt8]>) -> Bool {
        let isZero = scanner.peek() == UInt8(ascii: "0")
        let count = scanner.takeAll(where: \.isDigit)
        return isZero ? count == 1 : count > 0
    }
}
