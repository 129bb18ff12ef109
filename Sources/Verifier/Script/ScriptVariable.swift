/// A value that a script keeps in a shell variable.
struct ScriptVariable: Sendable, Hashable {
    /// The variable's name.
    let name: String
    /// The value in the transcript.
    let value: String
    /// The number of the exchange whose response reveals it; `nil` for variables set at the script's start.
    let source: Int?
    /// The command that takes the value from `$answer`; `nil` for variables set at the script's start.
    let extraction: String?

    /// Splits text at every occurrence of a variable's value into literal pieces and variables, in order.
    ///
    /// A number is found as a whole only: 17 is no part of 172.
    /// - Complexity: O(*n* · *v*) for *n* bytes and *v* variables.
    static func split(_ text: String, by variables: [ScriptVariable]) -> [Piece] {
        var pieces: [Piece] = [.literal(text)]
        for variable in variables where !variable.value.isEmpty {
            pieces = pieces.flatMap { piece -> [Piece] in
                guard case .literal(let literal) = piece else { return [piece] }
                return split(literal, by: variable)
            }
        }
        return pieces
    }

    private static func split(_ literal: String, by variable: ScriptVariable) -> [Piece] {
        let bytes = Array(literal.utf8)
        let wanted = Array(variable.value.utf8)
        guard bytes.count >= wanted.count else { return [.literal(literal)] }
        let isNumber = wanted.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        var pieces: [Piece] = []
        var start = 0
        var index = 0
        while index + wanted.count <= bytes.count {
            let end = index + wanted.count
            if bytes[index] == wanted[0], bytes[index..<end].elementsEqual(wanted),
                !isNumber || !hasNeighbour(bytes, of: index..<end)
            {
                if index > start {
                    pieces.append(.literal(String(decoding: bytes[start..<index], as: UTF8.self)))
                }
                pieces.append(.variable(variable.name))
                index = end
                start = index
            } else {
                index += 1
            }
        }
        if start < bytes.count {
            pieces.append(.literal(String(decoding: bytes[start...], as: UTF8.self)))
        }
        return pieces
    }

    /// Returns whether a letter, a digit or a point stands directly before or after a range.
    private static func hasNeighbour(_ bytes: [UInt8], of range: Range<Int>) -> Bool {
        let before = range.lowerBound > 0 ? bytes[range.lowerBound - 1] : nil
        let after = range.upperBound < bytes.count ? bytes[range.upperBound] : nil
        return [before, after].compactMap(\.self).contains { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
        }
    }

    /// A piece of a text.
    enum Piece: Hashable {
        case literal(String)
        case variable(String)
    }
}
