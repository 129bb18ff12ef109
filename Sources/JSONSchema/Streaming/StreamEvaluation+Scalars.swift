import JSON

extension StreamEvaluation {
    /// A string in the text, between its quotes.
    struct Text {
        let start: Int
        let end: Int
        let hasEscapes: Bool
        let isASCII: Bool
    }

    /// The bytes of a text, with its escapes as they are written.
    @inline(__always)
    func bytes(of text: Text) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[text.start..<text.end])
    }

    /// Reads a string from its opening quote to behind its closing one; `nil` where it is none.
    @inline(__always)
    mutating func readText() -> Text? {
        let start = index &+ 1
        let (end, isASCII) = StringScanner.plainEnd(in: bytes, from: start)
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\""), isASCII else {
            return readDifficultText(from: start, plainUntil: isASCII ? end : start)
        }
        index = end &+ 1
        return Text(start: start, end: end, hasEscapes: false, isASCII: true)
    }

    @inline(never)
    private mutating func readDifficultText(from start: Int, plainUntil difficult: Int) -> Text? {
        guard let text = StringScanner.stringEnd(in: bytes, from: difficult) else { return nil }
        index = text.end &+ 1
        return Text(start: start, end: text.end, hasEscapes: text.hasEscapes, isASCII: text.isASCII)
    }

    /// Whether a text has the length that is asked for, and all else.
    mutating func allows(_ text: Text, _ node: UnsafePointer<StreamNode>) -> Bool {
        let content = bytes(of: text)
        guard text.hasEscapes else { return allows(content, isASCII: text.isASCII, node) }
        // The longest escape is that of a surrogate pair, twelve bytes for one character.
        if node.pointee.formats.isEmpty, node.pointee.patterns.isEmpty, !node.pointee.hasChoice,
            content.count <= node.pointee.length.greatest,
            (content.count + 11) / 12 >= node.pointee.length.least
        {
            return true
        }
        guard
            case .string(var decoded)? = try? JSONParser().parsePrefix(of: bytes, from: text.start &- 1).value
        else { return false }
        return decoded.withUTF8 { allows($0, isASCII: false, node) }
    }

    private func allows(
        _ content: UnsafeBufferPointer<UInt8>,
        isASCII: Bool,
        _ node: UnsafePointer<StreamNode>
    ) -> Bool {
        if isASCII {
            guard node.pointee.length.allow(content.count) else { return false }
        } else if content.count > node.pointee.length.greatest
            || content.count / 4 < node.pointee.length.least
        {
            // Each character has one byte that does not continue another.
            let count = content.reduce(0) { $0 &+ ($1 & 0xC0 == 0x80 ? 0 : 1) }
            guard node.pointee.length.allow(count) else { return false }
        }
        if node.pointee.hasChoice {
            guard node.pointee.texts >= 0,
                program.pointee.tables[Int(node.pointee.texts)].place(
                    of: UnsafeRawBufferPointer(content),
                    guess: 0
                )
                    >= 0
            else { return false }
        }
        if isASCII, !node.pointee.automata.isEmpty {
            for place in node.pointee.automata.range where !program.pointee.automata[place].search(content) {
                return false
            }
        } else {
            for place in node.pointee.patterns.range
            where program.pointee.patterns[place].search(in: content) != .found {
                return false
            }
        }
        for place in node.pointee.formats.range where !program.pointee.formats[place].holds(content) {
            return false
        }
        return true
    }

    /// Reads a number and holds it against a schema.
    mutating func checkNumber(_ node: UnsafePointer<StreamNode>) -> Bool {
        let types = node.pointee.types
        guard types.contains(.number) || types.contains(.integer) else { return false }
        let isNegative = bytes[index] == UInt8(ascii: "-")
        let first = isNegative ? index &+ 1 : index
        var place = first
        var magnitude = 0
        while place < bytes.count, bytes[place] &- 0x30 < 10 {
            magnitude = magnitude &* 10 &+ Int(bytes[place] &- 0x30)
            place &+= 1
        }
        let digits = place &- first
        let isPlain =
            place == bytes.count
            || (bytes[place] != UInt8(ascii: ".") && bytes[place] | 0x20 != UInt8(ascii: "e"))
        guard isPlain, digits <= 18, !node.pointee.isExact else { return checkExactNumber(node) }
        guard digits == 1 || digits > 1 && bytes[first] != UInt8(ascii: "0") else { return false }
        index = place
        guard node.pointee.hasNumberRules else { return true }
        let value = isNegative ? -magnitude : magnitude
        return value >= node.pointee.least && value <= node.pointee.greatest
            && (node.pointee.divisor == 0 || value % node.pointee.divisor == 0)
    }

    private mutating func checkExactNumber(_ node: UnsafePointer<StreamNode>) -> Bool {
        guard let (number, end) = JSONNumber.prefix(of: bytes, from: index) else { return false }
        index = end
        guard node.pointee.types.contains(.number) || number.isInteger else { return false }
        for place in node.pointee.numberRules.range where !program.pointee.numberRules[place].allows(number) {
            return false
        }
        return !node.pointee.hasChoice
            || node.pointee.numbers.range.contains { program.pointee.numbers[$0] == number }
    }
}
