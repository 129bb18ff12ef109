/// A case-insensitive search for a set of words.
///
/// The headers, query and bodies of every entry that is read are searched, so it works on bytes and reads each only once.
struct WordSearch: Sendable {
    /// The words by their first byte.
    private let words: [[[UInt8]]]
    /// Whether any word starts with a byte: most bytes start none, and reading a flag is cheaper than an array.
    private let begins: [Bool]

    /// Creates a search for non-empty words in lower case.
    init(_ words: [String]) {
        var table: [[[UInt8]]] = Array(repeating: [], count: 256)
        for word in words.map({ Array($0.utf8) }) {
            if let first = word.first { table[Int(first)].append(word) }
        }
        self.words = table
        begins = table.map { !$0.isEmpty }
    }

    /// Returns whether one of the words occurs in a text.
    /// - Complexity: O(*n*) in the text's length.
    func isFound(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.indices.contains { start in
            let first = Int(Self.lowered(text[start]))
            return begins[first]
                && words[first].contains { word in
                    word.count <= text.count - start
                        && word.indices.allSatisfy { Self.lowered(text[start + $0]) == word[$0] }
                }
        }
    }

    /// Returns whether one of the words occurs in a text.
    func isFound(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { isFound(in: $0) }
    }

    /// Returns whether a text equals one of the words.
    func isMatched(by text: String) -> Bool {
        guard let first = text.utf8.first else { return false }
        return words[Int(Self.lowered(first))].contains { word in
            word.count == text.utf8.count && text.utf8.elementsEqual(word) { Self.lowered($0) == $1 }
        }
    }

    /// Returns the lower-case letter of an ASCII one, and any other byte as it is.
    static func lowered(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }
}
