/// Finds the places of values in a text that is known to be JSON.
struct PlaceFinder {
    /// The start of a value, and of its name if it is a member.
    struct Place {
        var value: Int
        var name: Int?
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        if bytes.startsWithByteOrderMark { index = 3 }
    }

    /// Follows a pointer.
    ///
    /// - Complexity: O(*n*) in the number of bytes; each is read at most twice.
    mutating func find(_ pointer: JSONPointer) -> Place? {
        var place = Place(value: skipWhitespace(), name: nil)
        for token in pointer.tokens {
            index = place.value
            let next: Place?
            switch current {
            case UInt8(ascii: "{"): next = findMember(token)
            case UInt8(ascii: "["): next = findElement(token)
            default: next = nil
            }
            guard let next else { return nil }
            place = next
        }
        return place
    }

    /// The last member of that name: it is the one that counts where duplicates are let through.
    private mutating func findMember(_ name: String) -> Place? {
        var found: Place?
        index += 1
        while skipWhitespace() < bytes.count, current == UInt8(ascii: "\"") {
            let start = index
            skipValue()
            let isMatch = isString(start..<index, equalTo: name)
            _ = skipWhitespace()
            index += 1  // the colon
            let value = skipWhitespace()
            if isMatch { found = Place(value: value, name: start) }
            skipValue()
            skipComma()
        }
        return found
    }

    private mutating func findElement(_ token: String) -> Place? {
        guard var remaining = JSONPointer.arrayIndex(token) else { return nil }
        index += 1
        while skipWhitespace() < bytes.count, current != UInt8(ascii: "]") {
            if remaining == 0 { return Place(value: index, name: nil) }
            remaining -= 1
            skipValue()
            skipComma()
        }
        return nil
    }

    /// The byte here; 0 at the end.
    private var current: UInt8 { index < bytes.count ? bytes[index] : 0 }

    private mutating func skipComma() {
        _ = skipWhitespace()
        if current == UInt8(ascii: ",") { index += 1 }
    }

    private mutating func skipWhitespace() -> Int {
        while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
        return index
    }

    /// Moves behind the value that starts here.
    private mutating func skipValue() {
        var depth = 0
        repeat {
            switch current {
            case UInt8(ascii: "\""): skipString()
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                index += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                index += 1
            default: skipWord()
            }
        } while depth > 0 && index < bytes.count
    }

    /// Moves on to the next byte that structures the text.
    private mutating func skipWord() {
        index += 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "}"),
                UInt8(ascii: "]"),
                UInt8(ascii: ","), 0...0x20:
                return
            default:
                index += 1
            }
        }
    }

    private mutating func skipString() {
        index += 1
        while index < bytes.count {
            index = StringScanner.plainEnd(in: bytes, from: index).end
            if current == UInt8(ascii: "\"") {
                index += 1
                return
            }
            index += 2
        }
    }

    /// Returns whether a string literal, quotes included, equals a name.
    private func isString(_ range: Range<Int>, equalTo name: String) -> Bool {
        let inside = bytes[range].dropFirst().dropLast()
        if !inside.contains(UInt8(ascii: "\\")) { return inside.elementsEqual(name.utf8) }
        guard case .string(let text) = try? JSONParser().parse(Array(bytes[range])) else { return false }
        return text.hasSameBytes(as: name)
    }
}
