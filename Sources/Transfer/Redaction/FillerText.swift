/// Texts that say nothing.
enum FillerText {
    /// Thirty-one letters: each word begins elsewhere.
    private static let letters = Array("loremipsumdolorsitametconsectet")

    /// Returns a text with other letters and digits; spaces and punctuation stay.
    ///
    /// A letter depends on its place alone, so that a beginning of the text becomes the same beginning of the result, and the
    /// result says nothing of the text but its form.
    /// - Complexity: O(*n*) in the length of the text.
    static func replacing(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for (offset, scalar) in text.unicodeScalars.enumerated() {
            let properties = scalar.properties
            if properties.isAlphabetic || properties.isEmojiPresentation {
                let letter = letters[offset % letters.count]
                let isUpper = properties.isUppercase
                result.append(contentsOf: (isUpper ? letter.uppercased() : String(letter)).unicodeScalars)
            } else if properties.numericType != nil {
                result.append("0")
            } else if scalar.isASCII || properties.isWhitespace {
                result.append(scalar)
            } else {
                result.append("x")
            }
        }
        return String(result)
    }
}
