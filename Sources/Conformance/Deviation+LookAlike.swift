import JSON

extension Deviation {
    /// Adds the scalars that differ to texts that readers would take for the same.
    ///
    /// These are texts that differ only in their normal form (`é` as one scalar or as two), in white space or in scalars that
    /// are not shown.
    /// - Complexity: O(*n*) in the length of the texts.
    mutating func distinguishLookAlikes() {
        let (wanted, found) = (expected.value?.stringValue, seen.value?.stringValue)
        guard
            let (own, other) = (wanted ?? expected.text).difference(fromLookAlike: found ?? seen.text)
        else { return }
        expected.text += " (with \(own))"
        seen.text += " (with \(other))"
        message? += " (\(other) instead of \(own))"
    }
}

extension String {
    /// Returns the first characters with different scalars, as `U+0065 U+0301`, of this text and of one that looks the same;
    /// `nil` where the texts are equal or look different.
    public func difference(fromLookAlike other: String) -> (own: String, other: String)? {
        guard Swift.max(utf8.count, other.utf8.count) < Self.longestCompared, !utf8.elementsEqual(other.utf8),
            look == other.look
        else {
            return nil
        }
        var (rest, otherRest) = (self[...], other[...])
        while let first = rest.first, let second = otherRest.first,
            first.unicodeScalars.elementsEqual(second.unicodeScalars)
        {
            rest = rest.dropFirst()
            otherRest = otherRest.dropFirst()
        }
        return (Self.scalars(of: rest.first), Self.scalars(of: otherRest.first))
    }

    /// The length up to which texts are compared, in bytes.
    private static let longestCompared = 10_000

    /// The text as readers see it; equality of strings disregards normal forms already.
    private var look: String {
        String(
            UnicodeScalarView(
                unicodeScalars.lazy.filter { !$0.properties.isDefaultIgnorableCodePoint }
                    .map { $0.properties.isWhitespace ? " " : $0 }
            )
        )
    }

    private static func scalars(of character: Character?) -> String {
        guard let character else { return "nothing more" }
        return character.unicodeScalars.map(\.codePoint).joined(separator: " ")
    }
}
