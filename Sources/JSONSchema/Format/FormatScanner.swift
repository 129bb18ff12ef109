/// Reads a text from left to right, one code point at a time.
///
/// Bytes represent code points where a format is ASCII only, since no byte of a longer UTF-8 sequence is ASCII.
struct FormatScanner<Elements: RandomAccessCollection>
where Elements.Index == Int, Elements.Element: FixedWidthInteger & UnsignedInteger {
    typealias Element = Elements.Element

    /// The text; its indices start at 0.
    let elements: Elements
    var index = 0

    init(_ elements: Elements) {
        self.elements = elements
    }

    var isAtEnd: Bool { index == elements.count }

    func peek(_ distance: Int = 0) -> Element? {
        index + distance < elements.count ? elements[index + distance] : nil
    }

    /// Consumes an ASCII character when it is next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let next = peek(), UInt32(next) == character.value else { return false }
        index += 1
        return true
    }

    /// Consumes an ASCII letter of either case when it is next.
    mutating func take(anyCase lowercase: Unicode.Scalar) -> Bool {
        guard let next = peek(), UInt32(next) | 0x20 == lowercase.value else { return false }
        index += 1
        return true
    }

    /// Consumes as many elements as satisfy a condition and returns their number.
    @discardableResult
    mutating func takeAll(where condition: (Element) -> Bool) -> Int {
        let start = index
        while let next = peek(), condition(next) { index += 1 }
        return index - start
    }

    /// Consumes an exact number of ASCII digits and returns their value.
    mutating func takeNumber(digits: Int) -> Int? {
        var value = 0
        for distance in 0..<digits {
            guard let next = peek(distance), next.isDigit else { return nil }
            value = value * 10 + Int(next) - 0x30
        }
        index += digits
        return value
    }

    /// Consumes a percent sign with two hexadecimal digits.
    mutating func takePercentEncoded() -> Bool {
        guard peek() == 0x25, let first = peek(1), let second = peek(2), first.isHexDigit, second.isHexDigit
        else { return false }
        index += 3
        return true
    }
}

extension FormatScanner<[UInt8]> {
    init(_ text: String) {
        self.init(Array(text.utf8))
    }
}

extension FormatScanner<[UInt32]> {
    /// Reads whole code points.
    init(scalarsOf text: String) {
        self.init(text.unicodeScalars.map(\.value))
    }
}

extension FixedWidthInteger where Self: UnsignedInteger {
    /// Whether this is an ASCII digit.
    var isDigit: Bool { 0x30...0x39 ~= self }

    /// Whether this is an ASCII letter.
    var isLetter: Bool { 0x41...0x5A ~= self || 0x61...0x7A ~= self }

    /// Whether this is an ASCII hexadecimal digit.
    var isHexDigit: Bool { isDigit || 0x41...0x46 ~= self || 0x61...0x66 ~= self }
}
