/// Escaping of text for XML 1.0.
///
/// Source: Extensible Markup Language 1.0 (fifth edition), section 2.2, production `Char`. A character outside
/// it is forbidden even as a reference, and readers of JUnit files drop the whole file for one of them.
enum XMLText {
    /// Returns the text with every forbidden scalar as `\u{hexadecimal}`, which also disables terminal sequences.
    ///
    /// - Complexity: O(*n*) in the length of the text.
    static func permitted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { !isPermitted($0) }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isPermitted(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            }
        }
        return result
    }

    /// Returns the text on one line: every run of white space is one space, as the schema type `token` requires.
    ///
    /// - Complexity: O(*n*) in the length of the text.
    static func token(_ text: String) -> String {
        permitted(text).unicodeScalars.split { $0 == " " || $0 == "\n" || $0 == "\r" || $0 == "\t" }
            .map(String.init).joined(separator: " ")
    }

    private static func isPermitted(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA, 0xD, 0x20...0x7E, 0x85, 0xA0...0xD7FF, 0xE000...0xFDCF, 0xFDF0...0xFFFD: true
        // Planes 1 to 16 without the two non-characters at the end of each; C1 controls are discouraged.
        case 0x10000...0x10FFFF: scalar.value & 0xFFFE != 0xFFFE
        default: false
        }
    }
}
